import { execFileSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { amountInWords } from '../../../src/base/common/amountInWords.ts'
import type { Language } from '../../../src/base/common/language.ts'
import { createPdfPrinter } from '../../../src/base/core/pdfPrinter.ts'
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

async function textOf({ app, client }: LedgerOffice, made: { ticket: string; name: string }): Promise<string> {
  const { file } = await client.files.take({ ticket: made.ticket, keep: true })
  expect(app.services.tickets.peek(made.ticket)?.name).toBe(made.name)
  const bytes = new Uint8Array(await file.arrayBuffer())
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes }).toString('utf8').normalize('NFC')
}

async function listText(office: LedgerOffice, input: { id: string; language: Language }): Promise<string> {
  return textOf(office, await office.client.ledger.rounds.print(input))
}

test('the signature list repeats its head, numbers its pages and starts a sheet for each village', async () => {
  const { office, id } = await largeRound()
  const text = await listText(office, { id, language: 'vi' })
  const pages = text.split('\f').filter((page) => page.trim() !== '')
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
})

test('totals in figures are the same in words, by village and over all', async () => {
  const { office, id } = await largeRound()
  const text = (await listText(office, { id, language: 'vi' })).replaceAll(/\s+/g, ' ')
  for (const amount of [5_100_000, 12_000_000, 17_100_000]) {
    expect(text).toContain(amount.toLocaleString('de-DE'))
    expect(text).toContain(amountInWords({ amount, currency: 'VND' }, 'vi'))
  }
})

test('what a neighbour should not read is not on the list, and names are written as typed', async () => {
  const { office, id } = await largeRound()
  const text = await listText(office, { id, language: 'vi' })
  for (const forbidden of ['Nhóm', 'Hộ nghèo', 'CCCD', 'Căn cước', 'Công ty Sông Mã', 'Điện thoại', 'THỰC HÀNH']) {
    expect(text).not.toContain(forbidden)
  }
  expect(text.replaceAll(/\s+/g, ' ')).toContain('Lò <b>Văn</b>')
})

test('the same list in Lao has Lao words, Lao names and says it is for reference', async () => {
  const { office, id } = await largeRound()
  // pdftotext sets vowel signs and tones apart; the letters and their order are what counts.
  const text = (await listText(office, { id, language: 'lo' })).replaceAll(/\s+/g, '')
  for (const words of ['ບັນຊີລາຍຊື່ເຊັນຮັບ', 'ລາຍເຊັນ', 'ບຸນມີນ້ຳໃສ', 'ໜ້າ1/4', 'bảndịchthamkhảo']) {
    expect(text).toContain(words)
  }
  expect(text).toContain(amountInWords({ amount: 17_100_000, currency: 'VND' }, 'lo'))
})

test('the practice office says so across the paper', async () => {
  const { office, id } = await largeRound()
  office.app.holder.office!.practice = true
  const text = await listText(office, { id, language: 'vi' })
  expect(text.split('DỮ LIỆU THỰC HÀNH')).toHaveLength(5)
})

test('a receipt names its payer, families and words, and a second paper says it is one', async () => {
  const office = await openLedgerOffice({ printPdf: printer.print })
  const { receipts } = office.client.ledger
  const pairings = [await office.addPairing({ name: 'Hà Thị Mai' }), await office.addPairing({ name: 'Lò Văn Pản' })]
  const id = await office.receive(pairings, 3_000_000)
  const first = await textOf(office, await receipts.print({ id, language: 'vi' }))
  expect(first).toContain('PHIẾU THU')
  expect(first).toContain('PT 1/2026')
  expect(first).toContain('Hà Thị Mai')
  expect(first).toContain('Sáu triệu đồng')
  expect(first).not.toContain('In lại')
  const second = await textOf(office, await receipts.print({ id, language: 'vi' }))
  expect(second).toContain('In lại lần 2')
  await receipts.void({ id, reason: 'Ghi nhầm' })
  const third = await textOf(office, await receipts.print({ id, language: 'en' }))
  expect(third).toContain('VOID')
  expect(third).toContain('copy 3')
})
