import { describe, expect, it, test } from 'vitest'
import { amountInWords } from '../../../src/base/common/amountInWords.ts'
import { formatMoney } from '../../../src/base/common/formatMoney.ts'
import { LANGUAGES } from '../../../src/base/common/language.ts'
import { ROLES, rightsOf } from '../../../src/base/common/rights.ts'
import { PAPER_KINDS, type PaperKind, paperNeeds } from '../../../src/features/papers/common/paperKinds.ts'
import { addressFields } from '../../support/builders.ts'
import { failureOfCall, type LedgerOffice, openLedgerOffice } from '../ledger/ledgerOffice.ts'
import { flatWordsOf, lookAt, markupWordsOf, pagesOf, printMarkup, printPaper } from './paperDesk.ts'
import { paperPrinter } from './paperPrinter.ts'

const printer = paperPrinter()
type PrintPdf = (markup: string) => Promise<Uint8Array>

/** An office with something for every paper to say. */
async function busyOffice(printPdf: PrintPdf = printer.print) {
  const office = await openLedgerOffice({ printPdf })
  const donorId = await office.addDonor('Công ty Sông Mã')
  const helped = await office.addPairing({ donorId, name: 'Hà Thị Mai', months: 2 })
  const { villageId } = (await office.client.addresses.get({ id: helped.addressId })).fields
  await office.client.addresses.add({
    fields: addressFields({ name: 'Thao Thị Sua', villageId: villageId ?? '', situation: 'Nhà dột, sống một mình.' }),
  })
  const { id: receipt } = await office.client.ledger.receipts.add({
    donorId,
    onDay: '2026-11-02',
    amount: 1_000_000,
    method: 'cash',
    allocations: [{ kind: 'pairing', pairingId: helped.id, amount: 1_000_000 }],
  })
  const round = await office.makeRound()
  const { id: house } = await office.client.houses.add({
    fields: { addressId: helped.addressId, kind: 'new', budget: 80_000_000 },
  })
  await office.client.houses.addFunding({
    houseId: house,
    fields: { kind: 'cash', donorId, funderName: 'Công ty Sông Mã', amount: 60_000_000 },
  })
  await office.client.houses.addFunding({
    houseId: house,
    fields: { kind: 'labourDays', funderName: 'Đoàn thanh niên', amount: 20_000_000, days: 80 },
  })
  const { id: rice } = await office.client.ledger.receipts.add({
    payerName: 'Chùa Chặng',
    purpose: '10 kg gạo',
    onDay: '2026-10-02',
    amount: 180_000,
    method: 'goods',
    allocations: [{ kind: 'purpose', purpose: 'Tết', amount: 180_000 }],
  })
  const gifts = await office.client.ledger.rounds.create({
    name: 'Quà Tết',
    onDay: '2026-11-21',
    purpose: 'Tết',
    lines: [{ addressId: helped.addressId, goods: 'Gạo', goodsQuantity: 10, goodsUnit: 'kg', goodsValue: 180_000 }],
  })
  await office.client.ledger.receipts.add({
    payerName: 'Hội đồng hương',
    onDay: '2026-10-02',
    amount: 300_000,
    method: 'cash',
    allocations: [{ kind: 'purpose', purpose: 'Bão', amount: 300_000 }],
  })
  const { id: payout } = await office.client.ledger.payouts.add({
    kind: 'refund',
    onDay: '2026-11-12',
    amount: 300_000,
    from: { kind: 'purpose', purpose: 'Bão' },
    payeeName: 'Trần Văn Bình',
  })
  const subjects = { receipt, round, donor: donorId, address: helped.addressId, house, payout }
  const wishOf = (kind: PaperKind) => {
    const { subject } = paperNeeds(kind)
    const special: Partial<Record<PaperKind, string>> = { goodsSlip: gifts.id, goodsReceipt: rice }
    return { kind, subjectId: special[kind] ?? (subject === undefined ? null : subjects[subject]) }
  }
  return { office, subjects, wishOf }
}

it('row 71: every paper is made offline in its language, with quốc hiệu, the branch, its sums and no field left unfilled', async () => {
  const { office, wishOf } = await busyOffice()
  for (const [index, kind] of PAPER_KINDS.entries()) {
    // A third of the papers in each language: their wordings are compared block by block elsewhere.
    const language = LANGUAGES[index % LANGUAGES.length] ?? 'vi'
    const { bytes, name } = await lookAt(office, { ...wishOf(kind), language })
    const text = flatWordsOf(bytes)
    for (const head of HEADS[language]) expect(squeezed(text), kind).toContain(squeezed(head))
    expect(text, kind).not.toMatch(/[{}]|\*\*|undefined|\[object/)
    expect(name).toMatch(/^[a-z0-9-]+\.pdf$/)
    const pages = pagesOf(bytes)
    expect(pages.at(-1), kind).toMatch(new RegExp(`${pages.length}/${pages.length}`))
  }
})

it('row 86: figures, words and the sum of the rows agree on every paper that is signed for money', async () => {
  const { office, wishOf } = await busyOffice(printMarkup)
  for (const [kind, amount] of Object.entries(SIGNED_SUMS)) {
    for (const language of LANGUAGES) {
      // Safe: the keys are kinds.
      const text = markupWordsOf((await lookAt(office, { ...wishOf(kind as PaperKind), language })).bytes)
      expect(text, kind).toContain(formatMoney({ amount, currency: 'VND' }, language).replaceAll('\u00a0', ' '))
      expect(text, kind).toContain(amountInWords({ amount, currency: 'VND' }, language))
    }
  }
  const late = markupWordsOf((await lookAt(office, wishOf('overdueByDonor'))).bytes)
  expect(late).toContain('Hà Thị Mai')
  expect(late).toContain('1.000.000')
})

const HEADS = {
  vi: ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'HỘI CHỮ THẬP ĐỎ XÃ NA MÈO'],
  en: ['SOCIALIST REPUBLIC OF VIET NAM', 'RED CROSS OF NA MÈO COMMUNE'],
  lo: ['ສາທາລະນະລັດ', 'ກາແດງຕາແສງ'],
}
const SIGNED_SUMS = {
  receipt: 1_000_000,
  paymentSlip: 300_000,
  goodsReceipt: 180_000,
  goodsSlip: 180_000,
  signatureList: 1_000_000,
  donorStatement: 1_000_000,
  agreement: 500_000,
  houseHandover: 80_000_000,
  officerHandover: 1_180_000,
} satisfies Partial<Record<PaperKind, number>>

test('goods that leave the store are numbered without gaps when their slip is first printed, goods that come have the number of their receipt', async () => {
  const { office, subjects, wishOf } = await busyOffice(printMarkup)
  const slip = (subjectId: string | null) => ({ kind: 'goodsSlip' as const, subjectId })
  const addressId = subjects.address
  const other = await office.client.ledger.rounds.create({
    name: 'Quà khai giảng',
    onDay: '2026-11-20',
    purpose: 'Bão',
    lines: [{ addressId, goods: 'Vở', goodsQuantity: 20, goodsUnit: 'quyển', goodsValue: 0 }],
  })
  const first = wishOf('goodsSlip').subjectId
  const numberOn = ({ bytes }: { bytes: Uint8Array }) => /PX \d+\/\d+/.exec(markupWordsOf(bytes))?.[0]
  // Only looked at: no number is used up.
  expect([numberOn(await lookAt(office, slip(first))), numberOn(await lookAt(office, slip(other.id)))]).toEqual([
    'PX 1/2026',
    'PX 1/2026',
  ])
  const late = await lookAt(office, slip(other.id))
  expect(numberOn(await printPaper(office, slip(first)))).toBe('PX 1/2026')
  await expect(office.client.papers.printed({ ticket: late.ticket })).rejects.toMatchObject({
    code: 'papers.printedMeanwhile',
  })
  expect(numberOn(await printPaper(office, slip(other.id)))).toBe('PX 2/2026')
  const again = markupWordsOf((await lookAt(office, slip(first))).bytes)
  expect([again.includes('PX 1/2026'), again.includes('In lại lần 2')]).toEqual([true, true])
  // Who signs for goods signs for how much of them.
  const signed = await lookAt(office, { kind: 'signatureList', subjectId: other.id })
  expect(markupWordsOf(signed.bytes)).toContain('20 quyển Vở')
  const came = markupWordsOf((await lookAt(office, wishOf('goodsReceipt'))).bytes)
  expect([came.includes('BN 1/2026'), came.includes('10 kg gạo')]).toEqual([true, true])
  await expect(lookAt(office, { kind: 'goodsReceipt', subjectId: subjects.receipt })).rejects.toMatchObject({
    code: 'papers.nothingToPrint',
  })
})

function squeezed(text: string): string {
  return text.replaceAll(' ', '').toUpperCase()
}

test('a survey form is empty without a person, and nothing of its consent part is ticked beforehand', async () => {
  const { office, subjects } = await busyOffice(printMarkup)
  const empty = markupWordsOf((await lookAt(office, { kind: 'surveyForm' })).bytes)
  expect(empty).toContain('Đồng ý cho sử dụng thông tin')
  expect(empty).not.toContain('Hà Thị Mai')
  const known = markupWordsOf((await lookAt(office, { kind: 'surveyForm', subjectId: subjects.address })).bytes)
  expect(known).toContain('Hà Thị Mai')
  expect(known).toContain('1948')
  for (const text of [empty, known]) expect(text).not.toMatch(/[☑☒✓✔x]\s*(Lưu|Cung cấp|Đăng)/i)
})

test('the proposal list has who is not yet approved, of one village or of all', async () => {
  const { office } = await busyOffice(printMarkup)
  const { villages } = await office.client.units.villages.list({})
  const text = markupWordsOf((await lookAt(office, { kind: 'proposalList', villageId: villages[0]?.id ?? '' })).bytes)
  expect(text).toContain('Thao Thị Sua')
  expect(text).toContain('Ủy ban nhân dân Xã Na Mèo')
  expect(text).toContain('Thôn, bản, khu phố: Bản Ón')
  expect(text).not.toContain('Hà Thị Mai')
  const failure = await failureOfCall(lookAt(office, { kind: 'proposalList', villageId: 'nowhere' }))
  expect(failure.code).toBe('papers.nothingToPrint')
})

test('no paper naming a person is made once they asked to restrict the use of their data', async () => {
  const { office, subjects } = await busyOffice(printMarkup)
  await office.app.holder.office!.database.write((db) =>
    db.updateTable('address').set({ restricted_on: '2026-11-20' }).where('id', '=', subjects.address).execute(),
  )
  for (const kind of ['helpBook', 'followUpBook', 'surveyForm'] as const) {
    const failure = await failureOfCall(lookAt(office, { kind, subjectId: subjects.address }))
    expect(failure.code).toBe('papers.dataRestricted')
  }
})

test('the board outside names only who agreed on paper to be published; the sums stay whole', async () => {
  const { office, subjects, wishOf } = await busyOffice(printMarkup)
  await office.client.ledger.rounds.confirmRest({ id: subjects.round, onDay: '2026-11-21' })
  const board = async () => markupWordsOf((await lookAt(office, wishOf('publicBoard'))).bytes)
  const before = await board()
  expect(before).not.toContain('Hà Thị Mai')
  expect(before).toContain('1 người chưa đồng ý công khai')
  expect(before).toContain('Công ty Sông Mã')
  const consent = { ids: [subjects.address], givenOn: '2026-11-01' }
  await office.client.consents.record({ ...consent, purposes: ['shareWithSponsor'] })
  expect(await board()).not.toContain('Hà Thị Mai')
  await office.client.consents.record({ ...consent, purposes: ['publish'] })
  const after = await board()
  expect(after).toContain('Hà Thị Mai')
  expect(after).not.toContain('1948')
  for (const text of [before, after]) expect(text).toContain('1.000.000')
})

test('a consent sheet ticks nothing, lists children apart with their guardian and counts whose data are only kept', async () => {
  const { office, subjects, wishOf } = await busyOffice(printMarkup)
  const { villages } = await office.client.units.villages.list({})
  const villageId = villages[0]?.id ?? ''
  const child = {
    name: 'Thao A Chua',
    birthDay: '2017',
    guardianName: 'Thao Thị Sua',
    guardianRelation: 'mẹ',
    villageId,
  }
  await office.client.addresses.add({ fields: addressFields(child) })
  const sheet = async () => markupWordsOf((await lookAt(office, wishOf('consentSheet'))).bytes)
  const text = await sheet()
  expect(text).toMatch(/Hà Thị Mai.*Trẻ em.*Thao A Chua.*Thao Thị Sua, mẹ.*cả trẻ và người giám hộ ký/)
  expect(text).not.toMatch(/[☑☒✓✔]/)
  await office.client.addresses.restrict({ id: subjects.address, on: '2026-11-20' })
  const now = await sheet()
  expect(now).not.toContain('Hà Thị Mai')
  expect(now).toContain('1 người đã yêu cầu ngừng dùng dữ liệu')
})

test('row 82: papers of many people keep their sums and say in words who is not named', async () => {
  const { office, subjects, wishOf } = await busyOffice(printMarkup)
  const text = async (kind: PaperKind) => markupWordsOf((await lookAt(office, wishOf(kind))).bytes)
  const kinds = ['receipt', 'signatureList', 'overdueByAddress', 'overdueByDonor'] as const
  const named = await Promise.all(kinds.map(text))
  await office.client.addresses.restrict({ id: subjects.address, on: '2026-11-20' })
  for (const [index, kind] of kinds.entries()) {
    expect(named[index], kind).toContain('Hà Thị Mai')
    const now = await text(kind)
    expect(now, kind).not.toContain('Hà Thị Mai')
    expect(now, kind).toContain('Người đã yêu cầu ngừng dùng dữ liệu')
    expect(now, kind).toContain('1.000.000')
  }
})

describe.each(['sqlite', 'postgres'] as const)('the print log on %s', (dialect) => {
  const directory = { kind: 'villageDirectory' } as const
  const openOffice = (): Promise<LedgerOffice> => openLedgerOffice({ dialect, printPdf: printMarkup })

  test('has who, what, when and which copy; a paper only looked at is not in it', async () => {
    const office = await openOffice()
    await lookAt(office, directory)
    expect(await office.client.papers.prints({})).toEqual({ rows: [], total: 0 })
    const { ticket } = await printPaper(office, { ...directory, language: 'lo' })
    // The same file to the printer and then into a file is one copy.
    expect(await office.client.papers.printed({ ticket })).toEqual({ copy: 1 })
    office.setNow('2026-11-21T05:00:00.000Z')
    await printPaper(office, directory)
    await printPaper(office, { kind: 'officerHandover' })
    const { rows, total } = await office.client.papers.prints({ kind: 'villageDirectory' })
    expect(total).toBe(2)
    expect(rows).toMatchObject([
      { copy: 2, language: 'vi', printedAt: '2026-11-21T05:00:00.000Z' },
      { copy: 1, language: 'lo', printedAt: '2026-11-21T02:00:00.000Z' },
    ])
    expect(rows.every(({ userName }) => userName !== '')).toBe(true)
    expect((await office.client.papers.prints({})).total).toBe(3)
  })

  test('two who print the same receipt at once do not both hold copy 1', async () => {
    const office = await openOffice()
    const id = await office.receive([await office.addPairing()], 500_000)
    const made = [
      await lookAt(office, { kind: 'receipt', subjectId: id }),
      await lookAt(office, { kind: 'receipt', subjectId: id }),
    ]
    const answers = await Promise.allSettled(made.map(({ ticket }) => office.client.papers.printed({ ticket })))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'papers.printedMeanwhile' },
    })
    expect((await office.client.ledger.receipts.get({ id })).prints).toBe(1)
  })

  test('a paper somebody else made, or nobody, is not printed', async () => {
    const office = await openOffice()
    const { ticket } = await lookAt(office, directory)
    const other = office.clientAs(['auditor'])
    for (const call of [other.papers.printed({ ticket }), office.client.papers.printed({ ticket: 'made-up' })]) {
      expect((await failureOfCall(call)).code).toBe('papers.previewGone')
    }
  })

  test('the letterhead the office wrote stands on its papers; an empty line is its own name', async () => {
    const office = await openOffice()
    const { letterhead, version, defaults } = await office.client.papers.letterhead.get({})
    expect(defaults.vi).toMatchObject({ branch: 'Hội Chữ thập đỏ xã Na Mèo', place: 'Na Mèo' })
    const texts = {
      ...letterhead.texts,
      vi: { above: '', branch: 'Hội CTĐ – Bảo trợ xã hội\nxã Na Mèo', place: 'Bản Bo', chairTitle: 'Phó Chủ tịch' },
    }
    await office.client.papers.letterhead.save({
      letterhead: { ...letterhead, texts, chairName: 'Lê Thị Hoa' },
      version,
    })
    const text = markupWordsOf((await lookAt(office, directory)).bytes)
    for (const words of [
      'Hội Chữ thập đỏ tỉnh Thanh Hóa',
      'Hội CTĐ – Bảo trợ xã hội',
      'Bản Bo, ngày 21',
      'Phó Chủ tịch',
      'Lê Thị Hoa',
    ]) {
      expect(text).toContain(words)
    }
    expect(markupWordsOf((await lookAt(office, { ...directory, language: 'en' })).bytes)).toContain(
      'Red Cross of Na Mèo commune',
    )
    const old = office.client.papers.letterhead.save({ letterhead, version })
    expect((await failureOfCall(old)).code).toBe('common.changedElsewhere')
  })
})

test('whoever may print may also read what the papers tell', () => {
  for (const role of ROLES) {
    const rights = rightsOf([role])
    if (rights.has('paper.print')) expect([rights.has('records.read'), rights.has('money.read')]).toEqual([true, true])
  }
})
