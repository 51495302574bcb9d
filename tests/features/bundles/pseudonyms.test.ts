import { gunzipSync } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import { describe, expect, test } from 'vitest'
import { readBundleTar } from '../../../src/features/bundles/core/envelope/strictTar.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import { delivery, exchangeKeys, makeReport, record, type TestOffice, writeAs } from './offices.ts'

/** Words that must not leave the office without consent, each in a field of its own. */
const CANARIES = {
  name: 'Lò Thị Ngoan',
  otherName: 'Bà Sáu Mận',
  idNumber: '038151004477',
  phone: '0912345001',
  guardianName: 'Lò Văn Gióng',
  guardianPhone: '0912345002',
  guardianRelation: 'em dâu họ',
  ethnicity: 'Khơ Mú',
  addressLine: 'sau nhà văn hóa',
  formerAddress: 'khu Pù Đứa',
  situation: 'liệt nửa người',
  needs: 'xe lăn',
  wish: 'được khám mắt',
  note: 'con trai đi tù',
  birthDay: '1951-03-14',
  stepBy: 'Ngân Văn Lập',
  stepReason: 'ở với cháu ngoại',
  pairingNote: 'cháu thi trượt',
  endReason: 'đi Lào rồi',
  proxy: 'Hơ Thị Dó',
  proxyRelation: 'chị chồng cũ',
  deliveryNote: 'để nhờ ở quán',
  deliveryPurpose: 'mua thuốc động kinh',
  consentSigner: 'điểm chỉ bà Ngoan',
  villageHead: 'Trưởng bản Thao Xạ',
  donorPhone: '0912345003',
  anonymousDonor: 'Phạm Thị Lẳng Lặng',
  receiptPurpose: 'cho bà Ngoan',
  houseNote: 'đất tranh chấp',
  funder: 'gia đình bà Ngoan',
}

describe('an address without consent', () => {
  test('goes under a number: none of its personal words is in the file', async () => {
    const plain = await reportText({ consent: false })
    for (const [field, canary] of Object.entries(CANARIES))
      expect([field, plain.includes(canary)]).toEqual([field, false])
  })

  test('keeps village, category, sex, year of birth and money, under one number in all its rows', async () => {
    const lines = linesOf(await reportText({ consent: false }))
    const address = lines.find((line) => line.kind === 'address')
    const person = lines.find((line) => line.kind === 'person')
    expect(address?.displayName).toMatch(/^Người \d{6}$/)
    expect(person?.fullName).toBe(address?.displayName)
    expect(address).toMatchObject({ mainCategory: 'poor', situation: null, monthlyNeed: 500_000 })
    expect(person).toMatchObject({ sex: 'F', birthDay: '1951', idNumber: null })
    expect(lines.find((line) => line.kind === 'delivery')).toMatchObject({
      amount: 500_000,
      note: null,
      proxyName: null,
    })
    expect(lines.find((line) => line.kind === 'village')).toMatchObject({ name: 'Bản Ón' })
  })

  test('goes in full once the person agreed, but for what never travels', async () => {
    const plain = await reportText({ consent: true })
    const never = ['consentSigner', 'villageHead', 'donorPhone', 'anonymousDonor', 'receiptPurpose']
    for (const [field, canary] of Object.entries(CANARIES)) {
      expect([field, plain.includes(canary)]).toEqual([field, !never.includes(field)])
    }
  })
})

describe('an address whose data are only kept', () => {
  test('row 82: goes under a number whatever was signed before', async () => {
    const plain = await reportText({ consent: true, restricted: true })
    const ofThePerson = Object.entries(CANARIES).filter(([field]) => field !== 'villageHead')
    for (const [field, canary] of ofThePerson) expect([field, plain.includes(canary)]).toEqual([field, false])
  })
})

function linesOf(plain: string): Record<string, unknown>[] {
  return plain
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** What a report says once it is decrypted, for a book whose every field holds a canary. */
async function reportText({
  consent,
  restricted = false,
}: {
  consent: boolean
  restricted?: boolean
}): Promise<string> {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  const identity = await exchangeKeys(branch, province)
  await fillBook(branch, consent)
  if (restricted)
    await writeAs(branch, (db) => db.updateTable('address').set({ restricted_on: '2026-10-05' }).execute())
  const members = readBundleTar(await makeReport(branch, province))
  if (!members.ok) throw new Error(members.failure.code)
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return gunzipSync(await decrypter.decrypt(members.value.payload)).toString('utf8')
}

async function fillBook(branch: TestOffice, consent: boolean): Promise<void> {
  const villageId = await addVillage(branch.app, { name: 'Bản Ón', unitId: branch.unitId })
  await writeAs(branch, (db) =>
    db.updateTable('village').set({ head_name: CANARIES.villageHead, head_phone: CANARIES.donorPhone }).execute(),
  )
  const fields = addressFields({ ...CANARIES, sex: 'F', monthlyNeed: 500_000, villageId })
  const { id: addressId } = await branch.client.addresses.add({ fields })
  const step = { by_name: CANARIES.stepBy, reason: CANARIES.stepReason }
  await writeAs(branch, (db) => db.updateTable('address_step').set(step).execute())
  await record(branch, 'consent', {
    address_id: addressId,
    purpose: consent ? 'sendUpFull' : 'keep',
    given_on: '2026-10-02',
    signed_by: CANARIES.consentSigner,
    guardian: 1,
    proof: CANARIES.consentSigner,
    withdrawn_on: null,
  })
  await fillMoney(branch, addressId)
}

async function fillMoney(branch: TestOffice, addressId: string): Promise<void> {
  const donorId = await record(branch, 'donor', {
    kind: 'person',
    name: CANARIES.anonymousDonor,
    representative: CANARIES.anonymousDonor,
    phone: CANARIES.donorPhone,
    email: null,
    place: null,
    tax_code: null,
    anonymous: 1,
    note: CANARIES.anonymousDonor,
    import_id: null,
    merged_into: null,
    search: CANARIES.anonymousDonor,
    sort_key: CANARIES.anonymousDonor,
  })
  await record(branch, 'pairing', {
    address_id: addressId,
    donor_id: donorId,
    state: 'ended',
    channel: 'fund',
    help_form: 'cash',
    amount: 500_000,
    currency: 'VND',
    frequency: 'monthly',
    first_month: '2026-01',
    last_month: null,
    past: null,
    ended_on: '2026-11-01',
    end_reason: CANARIES.endReason,
    note: CANARIES.pairingNote,
    import_id: null,
  })
  await record(branch, 'receipt', {
    series: 'PT',
    year: 2026,
    number: 1,
    on_day: '2026-11-02',
    donor_id: donorId,
    payer_name: CANARIES.anonymousDonor,
    amount: 500_000,
    currency: 'VND',
    method: 'cash',
    source: 'own',
    counterpart_unit: null,
    purpose: CANARIES.receiptPurpose,
    reverses: null,
    reason: CANARIES.receiptPurpose,
    prints: 0,
    search: CANARIES.anonymousDonor,
  })
  await record(
    branch,
    'delivery',
    delivery({
      address_id: addressId,
      purpose: CANARIES.deliveryPurpose,
      receiver: 'proxy',
      proxy_name: CANARIES.proxy,
      proxy_relation: CANARIES.proxyRelation,
      note: CANARIES.deliveryNote,
    }),
  )
  await fillHouse(branch, addressId)
}

async function fillHouse(branch: TestOffice, addressId: string): Promise<void> {
  const houseId = await record(branch, 'house', {
    address_id: addressId,
    kind: 'new',
    programme: 'Nhà Chữ thập đỏ',
    stage: 'proposed',
    budget: 60_000_000,
    currency: 'VND',
    area_m2: 42.5,
    outside_province: 0,
    started_on: null,
    accepted_on: null,
    handed_over_on: null,
    note: CANARIES.houseNote,
  })
  await record(branch, 'house_funding', {
    house_id: houseId,
    donor_id: null,
    funder_name: CANARIES.funder,
    kind: 'labourDays',
    amount: 3_000_000,
    currency: 'VND',
    days: 20,
  })
}
