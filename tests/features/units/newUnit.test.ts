import { expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { sharedRecordId } from '../../../src/base/common/recordId.ts'
import { addedUnitOf } from '../../../src/features/units/common/addedUnit.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../../support/officeTemplate.ts'
import { clientWith, openTestApp } from '../../support/openTestApp.ts'
import { addFamilies, bookOf, handOver, makeReport, openReport, type TestOffice } from '../bundles/offices.ts'

const CODE = '99001'
const MUONG_MOI = { type: 'ward', name: 'Mường Mới' } as const
const OFFICE = {
  place: 'practice',
  unitCode: CODE,
  kind: 'branch',
  userName: TEST_USER,
  passphrase: TEST_PASSPHRASE,
} as const

/** A branch of a unit that no list has, beside another office's book. */
async function newBranch(): Promise<TestOffice> {
  const { app, client } = await openTestApp()
  const { token } = await client.accounts.createOffice({ ...OFFICE, newUnit: { ...MUONG_MOI, parentCode: '38' } })
  return { app, client: clientWith(app, token), unitId: sharedRecordId('unit', CODE) }
}

test('the office of a unit made since the lists is made by its code and name, and its province takes it in and sums it', async () => {
  const branch = await newBranch()
  const province = await openTestApp({ kind: 'province' })
  const { officeName, unitCode } = await branch.client.accounts.me()
  expect([unitCode, officeName.vi]).toEqual([CODE, 'Hội Chữ thập đỏ phường Mường Mới'])
  const request = await branch.client.bundles.keys.requestFile()
  const { digits } = await branch.client.bundles.keys.own()
  const file = { text: request.text }
  const facts = await province.client.bundles.keys.readFile({ file })
  expect(facts).toMatchObject({ unit: { code: CODE, vi: 'Phường Mường Mới' }, newUnit: MUONG_MOI })
  const enrol = { file, digits, acceptPractice: true }
  expect(await codeOf(province.client.bundles.keys.enrol(enrol))).toBe('bundles.unknownUnit')
  const { unit } = await province.client.bundles.keys.enrol({ ...enrol, newUnit: MUONG_MOI })
  expect(unit).toMatchObject({ id: branch.unitId, en: 'Mường Mới Ward' })
  const parent = await bookOf(province)
    .read.selectFrom('unit_name')
    .select('parent_id')
    .where('unit_id', '=', unit.id)
    .executeTakeFirstOrThrow()
  expect(parent.parent_id).toBe(province.unitId)

  await province.client.bundles.keys.makeRecovery()
  const answer = await province.client.bundles.keys.answerFile()
  const theirs = (await province.client.bundles.keys.own()).digits
  await branch.client.bundles.keys.enrolReceiver({ file: { text: answer.text }, digits: theirs })
  await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
  await openReport(province, await makeReport(branch, province))
  const { rows } = await province.client.reports.quarter({ year: 2026, quarter: 4 })
  expect(rows.at(-1)).toMatchObject({ unit: { vi: 'Phường Mường Mới' }, status: 'sent', figures: { newAddresses: 1 } })
  expect(handOver(province, new Uint8Array())).not.toBe('')
})

test('a code of the lists keeps its unit; a new one needs a name, a type of its kind and a province of the lists', async () => {
  const { client } = await openTestApp()
  const make = (wish: object) => codeOf(client.accounts.createOffice({ ...OFFICE, ...wish }))
  const newUnit = { ...MUONG_MOI, parentCode: '38' }
  expect(await make({})).toBe('accounts.unknownUnit')
  expect(await make({ newUnit: { ...newUnit, parentCode: '99' } })).toBe('accounts.unknownUnit')
  expect(await make({ newUnit: { ...newUnit, type: 'province' } })).toBe('accounts.unknownUnit')
  expect(await make({ unitCode: 'a b', newUnit })).toBe('accounts.unknownUnit')
  const { token } = await client.accounts.createOffice({ ...OFFICE, unitCode: '15013', newUnit })
  expect(token).not.toBe('')
})

test.each([
  ['Xã Na Mèo', { type: 'commune', name: 'Na Mèo' }],
  ['Phường Hạc Thành', { type: 'ward', name: 'Hạc Thành' }],
  ['Đặc khu Cô Tô', { type: 'specialZone', name: 'Cô Tô' }],
  ['Tỉnh Thanh Hóa', { type: 'province', name: 'Thanh Hóa' }],
  ['Mường Mới', { type: 'commune', name: 'Mường Mới' }],
] as const)('a unit that calls itself %s is read as such', (fullName, unit) => {
  expect(addedUnitOf(fullName)).toEqual(unit)
})

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => '',
    (error) => failureOf(error).code,
  )
}
