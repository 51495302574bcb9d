import decodeQR from 'qr/decode.js'
import { describe, expect, it, test } from 'vitest'
import { amountInWords } from '../../../src/base/common/amountInWords.ts'
import { LANGUAGES } from '../../../src/base/common/language.ts'
import type { Letterhead } from '../../../src/features/papers/common/letterheadSchemas.ts'
import { readVietQr } from '../../../src/features/papers/common/vietQr.ts'
import { type LedgerOffice, openLedgerOffice } from '../ledger/ledgerOffice.ts'
import { flatWordsOf, lookAt, markupWordsOf, pagesOf, printMarkup } from './paperDesk.ts'
import { paperPrinter } from './paperPrinter.ts'
import { asRgb, rasterPdf } from './rasterPdf.ts'

const printer = paperPrinter()

const ACCOUNT = { bankBin: '970405', account: '3500205123456', transferNote: 'Ủng hộ địa chỉ nhân đạo' }

/** A sponsor of two people; one has agreed on paper to be named to them, and both got one month. */
async function sponsoredPair(printPdf: (markup: string) => Promise<Uint8Array> = printMarkup) {
  const office = await openLedgerOffice({ printPdf })
  const donorId = await office.addDonor('Công ty Sông Mã')
  const named = await office.addPairing({ donorId, name: 'Hà Thị Mai', months: 1 })
  const silent = await office.addPairing({ donorId, name: 'Lò Văn Pản', months: 1, amount: 350_000 })
  for (const [{ addressId }, situation] of [
    [named, 'Chồng mất sớm, nuôi hai con.'],
    [silent, 'Bệnh hiểm nghèo.'],
  ] as const) {
    const { version, fields } = await office.client.addresses.get({ id: addressId })
    const villageId = fields.villageId ?? ''
    await office.client.addresses.update({ id: addressId, version, fields: { ...fields, villageId, situation } })
  }
  await consent(office, named.addressId)
  await office.receive([named], 500_000)
  await office.receive([silent], 350_000)
  const id = await office.makeRound()
  await office.client.ledger.rounds.confirmRest({ id, onDay: '2026-11-21' })
  return { office, donorId, named, silent }
}

async function consent({ client }: LedgerOffice, addressId: string) {
  await client.consents.record({ ids: [addressId], purposes: ['shareWithSponsor'], givenOn: '2026-11-01' })
}

async function giveAccount({ client }: LedgerOffice, account: Partial<Letterhead>) {
  const { letterhead, version } = await client.papers.letterhead.get({})
  await client.papers.letterhead.save({ letterhead: { ...letterhead, ...account }, version })
}

describe('the thank-you letter', () => {
  it('row 20: tells the result from the books in three languages, offline', async () => {
    const { office, donorId } = await sponsoredPair()
    for (const language of LANGUAGES) {
      const { bytes } = await lookAt(office, { kind: 'thankYouLetter', subjectId: donorId, language })
      const text = markupWordsOf(bytes)
      expect(text.replaceAll(/[.,]/g, '')).toContain('850000')
      expect(text.replaceAll(' ', '')).toContain(
        amountInWords({ amount: 850_000, currency: 'VND' }, language).replaceAll(' ', ''),
      )
      expect(text).toContain('Công ty Sông Mã')
      expect(text).toContain('Hà Thị Mai')
    }
  })

  it('row 20: without a signed consent tells no name and no story, only how many, and the rows still sum up', async () => {
    const { office, donorId, named } = await sponsoredPair()
    const wish = { kind: 'thankYouLetter' as const, subjectId: donorId }
    const text = markupWordsOf((await lookAt(office, wish)).bytes)
    expect(text).toContain('Hà Thị Mai')
    expect(text).toContain('Chồng mất sớm')
    expect(text).not.toContain('Lò Văn Pản')
    expect(text).not.toContain('Bệnh hiểm nghèo')
    expect(text).toContain('1 người không nêu tên')
    expect(text).toContain('đến tay 2 người')
    for (const figure of ['500.000 ₫', '350.000 ₫', '850.000 ₫']) expect(text).toContain(figure)
    // Withdrawn: from now on the letter names nobody.
    const { purposes } = await office.client.consents.listForAddress({ addressId: named.addressId })
    const given = purposes.flatMap(({ consents }) => consents)[0]
    await office.client.consents.withdraw({ id: given?.id ?? '', on: '2026-11-21' })
    const after = markupWordsOf((await lookAt(office, wish)).bytes)
    expect(after).not.toContain('Hà Thị Mai')
    expect(after).not.toContain('Chồng mất sớm')
    expect(after).toContain('2 người không nêu tên')
    for (const kind of ['donorStatement', 'agreement'] as const) {
      const other = markupWordsOf((await lookAt(office, { kind, subjectId: donorId })).bytes)
      expect(other).not.toContain('Hà Thị Mai')
      expect(other).not.toContain('Lò Văn Pản')
    }
  })

  it.each([
    { kind: 'thankYouLetter', asked: 1_500_000, amount: 1_500_000 },
    { kind: 'thankYouLetter', asked: null, amount: 850_000 },
    { kind: 'agreement', asked: null, amount: 850_000 },
  ] as const)(
    'row 87: the code on the printed $kind scans back to account, amount $amount and purpose',
    async ({ kind, asked, amount }) => {
      const { office, donorId } = await sponsoredPair(printer.print)
      await giveAccount(office, ACCOUNT)
      const { bytes } = await lookAt(office, { kind, subjectId: donorId, transferAmount: asked })
      const scanned = scan(bytes)
      expect(readVietQr(scanned)).toEqual({
        bankBin: ACCOUNT.bankBin,
        account: ACCOUNT.account,
        amount,
        purpose: 'Ung ho dia chi nhan dao',
      })
      expect(flatWordsOf(bytes)).toContain('Agribank – 3500205123456')
    },
  )

  it('row 87: without an account of the office there is no code, and half an account is refused', async () => {
    const { office, donorId } = await sponsoredPair()
    const { bytes } = await lookAt(office, { kind: 'thankYouLetter', subjectId: donorId })
    expect(markupWordsOf(bytes)).not.toContain('Tài khoản tiếp nhận')
    await expect(giveAccount(office, { bankBin: '970405' })).rejects.toMatchObject({ code: 'papers.accountIncomplete' })
  })
})

test('a sponsor who gave nothing and helped nobody in the period gets no letter, and a period runs forwards', async () => {
  const { office, donorId } = await sponsoredPair()
  const wish = { kind: 'thankYouLetter' as const, subjectId: donorId }
  await expect(lookAt(office, { ...wish, from: '2025-01-01', to: '2025-12-31' })).rejects.toMatchObject({
    code: 'papers.nothingToPrint',
  })
  await expect(lookAt(office, { ...wish, from: '2026-12-31', to: '2026-01-01' })).rejects.toMatchObject({
    code: 'papers.periodBackwards',
  })
})

/** The code stands on the page that says how to use it. */
function scan(bytes: Uint8Array): string {
  const page = pagesOf(bytes).findIndex((words) => words.includes('Quét mã')) + 1
  return decodeQR(asRgb(rasterPdf(bytes, { page, dotsPerInch: 150 })), { timeLimit: 10_000 })
}
