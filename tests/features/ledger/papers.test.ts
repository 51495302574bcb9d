import { afterAll, describe, expect, it, test } from 'vitest'
import { amountInWords } from '../../../src/base/common/amountInWords.ts'
import type { Language } from '../../../src/base/common/language.ts'
import { createPdfPrinter } from '../../../src/base/core/pdfPrinter.ts'
import { insertRecord } from '../../../src/db/recordWriter.ts'
import { TEST_NOW } from '../../support/openTestApp.ts'
import { flatWordsOf, lookAt, pagesOf, printPaper, wordsOf } from '../papers/paperDesk.ts'
import { type LedgerOffice, openLedgerOffice } from './ledgerOffice.ts'

const printer = createPdfPrinter()!
afterAll(() => printer.close())

/** Two villages, the larger one over two pages. */
async function largeRound(): Promise<{ office: LedgerOffice; id: string }> {
  const office = await openLedgerOffice({ printPdf: printer.print })
  const donorId = await office.addDonor('Công ty Sông Mã')
  for (let person = 1; person <= 24; person += 1) await office.addPairing({ donorId, months: 1 })
  await office.addPairing({ donorId, name: 'ທ້າວ ບຸນມີ ນ້ຳໃສ', village: 'Bản Bo' })
  await office.addPairing({ donorId, name: 'Lò <b>Văn</b> "Pản" & con', village: 'Bản Bo', amount: 350_000 })
  return { office, id: await office.makeRound() }
}

async function listBytes(office: LedgerOffice, { id, language }: { id: string; language: Language }) {
  const { bytes } = await lookAt(office, { kind: 'signatureList', subjectId: id, language })
  return bytes
}

describe('the signature list', () => {
  it('row 32: repeats its head, numbers its pages and starts a sheet for each village', async () => {
    const { office, id } = await largeRound()
    const pages = pagesOf(await listBytes(office, { id, language: 'vi' }))
    expect(pages).toHaveLength(4)
    for (const [index, page] of pages.entries()) expect(page).toContain(`Trang ${index + 1}/4`)
    for (const page of pages.slice(0, 3)) expect(page).toMatch(/STT +Họ và tên/)
    expect(pages[0]).toContain('Bản Bo')
    expect(pages[0]).not.toContain('Bản Ón')
    expect(pages[0]).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    expect(pages[0]).toContain('HỘI CHỮ THẬP ĐỎ TỈNH THANH HÓA')
    expect(pages[0]).toContain('HỘI CHỮ THẬP ĐỎ XÃ NA MÈO')
    expect(pages[0]).toContain('Na Mèo, ngày 21 tháng 11 năm 2026')
    expect(pages[0]).toContain('06–11/2026')
    expect(pages[0]).not.toContain('Quà')
  })

  it('row 86: totals in figures are the same in words and the sum of the rows, by village and over all', async () => {
    const { office, id } = await largeRound()
    const bytes = await listBytes(office, { id, language: 'vi' })
    const text = flatWordsOf(bytes)
    for (const amount of [5_100_000, 12_000_000, 17_100_000]) {
      expect(text).toContain(`${amount.toLocaleString('de-DE')} ₫`)
      expect(text).toContain(amountInWords({ amount, currency: 'VND' }, 'vi'))
    }
    const rows = [...wordsOf(bytes).matchAll(/^ *\d+ .*? (\d{3}\.000|\d\.\d{3}\.000) /gm)]
    const people = rows.slice(0, 26).map(([, figure = '']) => Number(figure.replaceAll('.', '')))
    expect(people.reduce((sum, amount) => sum + amount, 0)).toBe(17_100_000)
  })

  it('row 32: says nothing a neighbour should not read, and names are written as typed', async () => {
    const { office, id } = await largeRound()
    const text = flatWordsOf(await listBytes(office, { id, language: 'vi' }))
    for (const forbidden of ['Nhóm', 'Hộ nghèo', 'CCCD', 'Căn cước', 'Công ty Sông Mã', 'Điện thoại', 'THỰC HÀNH']) {
      expect(text).not.toContain(forbidden)
    }
    expect(text).toContain('Lò <b>Văn</b>')
  })

  it('row 32: two villages of one name are told apart by their commune', async () => {
    const office = await openLedgerOffice({ printPdf: printer.print })
    const twin = await addVillageElsewhere(office, 'Bản Ón')
    await office.addPairing({ name: 'Hà Thị Mai' })
    const other = await office.addPairing({ name: 'Lò Văn Pản', village: 'Bản Bo' })
    await office.app.holder.office!.database.write((db) =>
      db.updateTable('address').set({ village_id: twin.villageId }).where('id', '=', other.addressId).execute(),
    )
    const id = await office.makeRound()
    const pages = pagesOf(await listBytes(office, { id, language: 'vi' }))
    expect(pages.join()).toContain('Bản Ón (Na Mèo)')
    expect(pages.join()).toContain(`Bản Ón (${twin.communeName})`)
  })

  it('in Lao has Lao words, Lao names and says it is for reference', async () => {
    const { office, id } = await largeRound()
    // pdftotext sets vowel signs and tones apart; the letters and their order are what counts.
    const text = wordsOf(await listBytes(office, { id, language: 'lo' })).replaceAll(/\s+/g, '')
    for (const words of ['ບັນຊີລາຍຊື່ເຊັນຮັບ', 'ລາຍເຊັນ', 'ບຸນມີນ້ຳໃສ', 'ໜ້າ1/4', 'bảndịchthamkhảo']) {
      expect(text).toContain(words)
    }
    expect(text).toContain(amountInWords({ amount: 17_100_000, currency: 'VND' }, 'lo'))
  })

  it('of the practice office says so across the paper', async () => {
    const { office, id } = await largeRound()
    office.app.holder.office!.practice = true
    const text = wordsOf(await listBytes(office, { id, language: 'vi' }))
    expect(text.split('DỮ LIỆU THỰC HÀNH')).toHaveLength(5)
  })
})

test('a list that is only looked at stays a draft; printed, it is locked, and only by who may write money', async () => {
  const { office, id } = await largeRound()
  const stateOf = async () => (await office.client.ledger.rounds.get({ id })).state
  await lookAt(office, { kind: 'signatureList', subjectId: id })
  expect(await stateOf()).toBe('draft')
  await printPaper({ client: office.clientAs(['auditor']) }, { kind: 'signatureList', subjectId: id })
  expect(await stateOf()).toBe('draft')
  await printPaper(office, { kind: 'signatureList', subjectId: id })
  expect(await stateOf()).toBe('printed')
})

describe('the receipt', () => {
  it('row 28: a reprint is marked as one, and a void keeps its number and is marked', async () => {
    const office = await openLedgerOffice({ printPdf: printer.print })
    const pairings = [await office.addPairing({ name: 'Hà Thị Mai' }), await office.addPairing({ name: 'Lò Văn Pản' })]
    const id = await office.receive(pairings, 3_000_000)
    const wish = { kind: 'receipt' as const, subjectId: id }
    const looked = wordsOf((await lookAt(office, wish)).bytes)
    const first = wordsOf((await printPaper(office, wish)).bytes)
    // What was only looked at was no copy.
    expect(first).toBe(looked)
    expect(first).toContain('PHIẾU THU')
    expect(first).toContain('PT 1/2026')
    expect(first).toContain('Hà Thị Mai')
    expect(first).toContain('Sáu triệu đồng')
    expect(first).not.toContain('In lại')
    const second = await printPaper(office, wish)
    expect(wordsOf(second.bytes)).toContain('In lại lần 2')
    await office.client.papers.printed({ ticket: second.ticket })
    expect((await office.client.ledger.receipts.get({ id })).prints).toBe(2)
    await office.client.ledger.receipts.void({ id, reason: 'Ghi nhầm' })
    const third = wordsOf((await printPaper(office, { ...wish, language: 'en' })).bytes)
    expect(third).toContain('VOID')
    expect(third).toContain('PT 1/2026')
    expect(third).toContain('copy 3')
  })

  it('row 86: carries the sum in figures and words of each language, and its rows sum to it', async () => {
    const office = await openLedgerOffice({ printPdf: printer.print })
    const pairings = [await office.addPairing(), await office.addPairing()]
    const id = await office.receive(pairings, 1_205_005)
    const amount = 2_410_010
    for (const language of ['vi', 'en', 'lo'] as const) {
      const { bytes } = await lookAt(office, { kind: 'receipt', subjectId: id, language })
      const text = language === 'lo' ? flatWordsOf(bytes).replaceAll(' ', '') : flatWordsOf(bytes)
      const words = amountInWords({ amount, currency: 'VND' }, language)
      expect(text).toContain(words)
      expect(text.replaceAll(/[.,]/g, '').match(/1205005/g)).toHaveLength(2)
      expect(text.replaceAll(/[.,]/g, '')).toContain('2410010')
    }
  })
})

/** A village of another commune of the province, with its name. */
async function addVillageElsewhere({ app, unitId }: LedgerOffice, name: string) {
  const { database } = app.holder.office!
  const commune = await database.read
    .selectFrom('unit_name')
    .innerJoin('unit_name as own', 'own.parent_id', 'unit_name.parent_id')
    .select(['unit_name.unit_id as id', 'unit_name.name'])
    .where('own.unit_id', '=', unitId)
    .where('unit_name.unit_id', '<>', unitId)
    .where('unit_name.valid_to', 'is', null)
    .where('own.valid_to', 'is', null)
    .executeTakeFirstOrThrow()
  const values = {
    commune_id: commune.id,
    name,
    head_name: null,
    head_phone: null,
    search: 'ban on',
    sort_key: 'ban on',
  }
  const writer = { userId: 'test', unitId, now: TEST_NOW }
  const villageId = await database.write((db) => insertRecord(db, writer, { table: 'village', values }))
  return { villageId, communeName: commune.name }
}
