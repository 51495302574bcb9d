import { expect, it, test } from 'vitest'
import { amountInWords } from '../../../src/base/common/amountInWords.ts'
import { LANGUAGES, type Language } from '../../../src/base/common/language.ts'
import { defaultTemplate } from '../../../src/features/papers/core/defaultTemplates.ts'
import type { PaperValues } from '../../../src/features/papers/core/paperValues.ts'
import { renderPaper } from '../../../src/features/papers/core/renderPaper.ts'
import { pagesOf } from './paperDesk.ts'
import { paperPrinter } from './paperPrinter.ts'

const printer = paperPrinter()

/** A page of the list holds some eighteen rows: lists of these lengths end everywhere about its foot. */
const LENGTHS = [1, ...Array.from({ length: 14 }, (_, index) => index + 9)]

const line = (number: number): PaperValues => ({
  fields: {
    number: String(number),
    name: `Lò Văn Người ${number}`,
    birthYear: '1956',
    amount: '500.000',
    note: '11/2026',
  },
  lists: {},
})

function lists(): PaperValues {
  const villages = LENGTHS.map((people) => ({
    fields: {
      village: `Bản ${people}`,
      totalLabel: `Cộng thôn · ${people} người`,
      sum: '500.000 ₫',
      sumInWords: 'Năm trăm nghìn đồng',
      headName: 'Hà Văn Trưởng',
    },
    lists: { lines: Array.from({ length: people }, (_, index) => line(index + 1)) },
  }))
  return {
    fields: { roundName: 'Đợt trao', place: 'Na Mèo', chairTitle: 'Chủ tịch Hội' },
    lists: { villages, summary: [] },
  }
}

function listOf(language: Language): string {
  const template = defaultTemplate('signatureList', language)
  const format = { look: 'list' } as const
  return renderPaper({ template, values: lists(), format, title: 'x', language, t: ((key: string) => key) as never })
}

it('row 32: whoever signs a list, however long it is, signs on a page with rows of it, under its head', async () => {
  const pages = pagesOf(await printer.print(listOf('vi')))
  const signed = pages.filter((page) => page.includes('Người lập'))
  expect(signed).toHaveLength(LENGTHS.length)
  for (const page of signed) {
    expect(page).toMatch(/STT +Họ và tên/)
    const rows = page.match(/Lò Văn Người \d+/g) ?? []
    const people = Number(/Cộng thôn · (\d+) người/.exec(page)?.[1])
    expect(rows.length).toBeGreaterThanOrEqual(Math.min(2, people))
    expect(page).toContain('Bằng chữ')
    expect(page).toContain('Chủ tịch Hội')
    expect(page).toContain('Hà Văn Trưởng')
  }
})

const sum = { amount: 1_777_777_777, currency: 'VND' } as const

/** A receipt with everything that may stand on it, each as long as offices write it. */
function slip(kind: 'receipt' | 'paymentSlip', language: Language): string {
  const words = {
    payer: 'Công ty trách nhiệm hữu hạn một thành viên Thương mại và Dịch vụ Vận tải Biên giới Hủa Phăn',
    purpose: 'Sửa nhà, xây nhà cho các gia đình có hoàn cảnh đặc biệt khó khăn ở các bản giáp biên của xã',
    sumInWords: amountInWords(sum, language),
  }
  const fields = {
    ...words,
    ...{
      receiptTitle: 'Biên nhận',
      receipt: 'BN 1069/2026',
      copyNote: 'In lại lần 2',
      voidNote: 'Đã hủy ngày 22/11/2026',
    },
    ...{ method: 'Chuyển khoản', sum: '1.777.777.777 ₫', counterpart: 'Hội Chữ thập đỏ xã Sơn Thủy' },
    ...{ payee: words.payer, purse: 'Quà Tết Nhân ái 2027', toPurse: 'Sửa nhà cho gia đình bà Hà Thị Ngân, bản Son' },
    ...{ place: 'Na Mèo', day: '22', month: '11', year: '2026', branch: 'Hội Chữ thập đỏ xã Na Mèo', above: 'Tỉnh' },
    ...{ chairTitle: 'Chủ tịch Hội', chairName: 'Lò Thị Kim', treasurerName: 'Hà Văn Thu' },
  }
  const template = defaultTemplate(kind, language)
  const format = { look: 'list', size: 'A5', landscape: true, watermark: 'X' } as const
  const values = { fields, lists: { parts: [] } }
  return renderPaper({ template, values, format, title: 'x', language, t: ((key: string) => key) as never })
}

test.each(LANGUAGES)('a slip of half a sheet stays one page in %s, also void and printed again', async (language) => {
  for (const kind of ['receipt', 'paymentSlip'] as const) {
    const pages = pagesOf(await printer.print(slip(kind, language)))
    expect(pages.map((page) => page.includes('1.777.777.777'))).toEqual([true])
  }
})
