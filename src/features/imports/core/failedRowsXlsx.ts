import { writeXlsxStream } from 'hucre/xlsx'
import { formatDay } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Translate } from '../../../db/office.ts'
import type { PreviewRow } from '../common/importSchemas.ts'
import type { RegisterField } from '../common/registerFields.ts'
import type { CellProblem, RegisterRow } from '../common/registerRow.ts'
import { readStagedRows } from './previewRepo.ts'

type TextOf = (values: RegisterRow, words: Words) => string | number | null

export interface Words {
  translate: Translate
  /** Vietnamese names of categories by the register's code, which the reader knows again. */
  categories: (codes: readonly string[]) => string
}

/**
 * The columns in the words our own reader knows again, so a corrected file needs no questions. They are Vietnamese in every
 * language, as the register is.
 */
const COLUMNS: readonly { heading: string; field: RegisterField; width: number; text: TextOf }[] = [
  { heading: 'Họ và tên', field: 'name', width: 28, text: ({ name }) => name },
  { heading: 'Giới tính', field: 'sex', width: 10, text: ({ sex }) => sexText(sex) },
  { heading: 'Ngày sinh', field: 'birth', width: 14, text: ({ birthDay }) => birthDay && formatDay(birthDay) },
  { heading: 'Số CCCD', field: 'idNumber', width: 16, text: ({ idNumber }) => idNumber },
  { heading: 'Dân tộc', field: 'ethnicity', width: 12, text: ({ ethnicity }) => ethnicity },
  { heading: 'Điện thoại', field: 'phone', width: 14, text: ({ phone }) => phone },
  { heading: 'Chủ hộ', field: 'householdHead', width: 22, text: ({ householdHead }) => householdHead },
  { heading: 'Người giám hộ', field: 'guardian', width: 22, text: ({ guardian }) => guardian },
  { heading: 'Thôn, bản', field: 'village', width: 20, text: ({ villageName }) => villageName },
  { heading: 'Xã', field: 'commune', width: 16, text: ({ communeName }) => communeName },
  { heading: 'Đối tượng', field: 'category', width: 24, text: ({ categories }, words) => words.categories(categories) },
  { heading: 'Người đỡ đầu', field: 'donor', width: 28, text: ({ donorName }) => donorName },
  { heading: 'Mức hỗ trợ/tháng (đồng)', field: 'monthly', width: 16, text: ({ monthly }) => monthly },
  { heading: 'Từ tháng', field: 'fromMonth', width: 12, text: ({ fromMonth }) => fromMonth && formatDay(fromMonth) },
  { heading: 'Số tháng', field: 'months', width: 10, text: ({ months }) => months },
  { heading: 'Ghi chú', field: 'note', width: 24, text: ({ note }) => note },
]
const REASON_HEADING = 'Lỗi cần sửa'
const ROWS_AT_ONCE = 500

/** The refused rows of a batch as a workbook: what was typed stands in its cell again, the last column says what is wrong. */
export async function writeFailedRows(
  db: ReadDb,
  { batchId, words }: { batchId: string; words: Words },
): Promise<{ bytes: Uint8Array; rows: number }> {
  let rows = 0
  async function* lines() {
    yield [...COLUMNS.map(({ heading }) => heading), REASON_HEADING]
    for (let offset = 0; ; offset += ROWS_AT_ONCE) {
      const page = await readStagedRows(db, { batchId, status: 'refused', offset, limit: ROWS_AT_ONCE })
      for (const row of page) yield lineOf(row, words)
      rows += page.length
      if (page.length < ROWS_AT_ONCE) return
    }
  }
  const stream = writeXlsxStream(lines(), {
    name: 'Dòng cần sửa',
    columns: [
      ...COLUMNS.map(({ width, field }) => ({ width, style: { numFmt: field === 'monthly' ? '#,##0' : '@' } })),
      { width: 60, style: { numFmt: '@' } },
    ],
    freezePane: { rows: 1, columns: 1 },
  })
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  return { bytes, rows }
}

function lineOf(row: PreviewRow, words: Words): (string | number | null)[] {
  const errors = row.problems.filter(({ severity }) => severity === 'error')
  const cells = COLUMNS.map(({ field, text }) => typedText(errors, field) ?? text(row.values, words) ?? null)
  return [...cells, errors.map((problem) => sentenceOf(problem, words.translate)).join(' ')]
}

/** What the person typed where it could not be understood. */
function typedText(errors: readonly CellProblem[], field: RegisterField): string | undefined {
  const text = errors.find((problem) => columnField(problem.field) === field)?.params.text
  return typeof text === 'string' && text !== '' ? text : undefined
}

/** Where a field of another layout stands in this one. */
function columnField(field: RegisterField): RegisterField {
  if (field === 'birthMale' || field === 'birthFemale') return 'birth'
  if (field === 'toMonth' || field === 'period') return 'fromMonth'
  if (field === 'address') return 'commune'
  return field.startsWith('category:') ? 'category' : field
}

/** "Ngày sinh: không đọc được “31/2/1950”." */
export function sentenceOf({ code, params }: CellProblem, translate: Translate): string {
  return translate(`imports:problems.${code.replace('imports.', '')}`, params)
}

function sexText(sex: RegisterRow['sex']): string | null {
  if (sex === null) return null
  return sex === 'male' ? 'Nam' : 'Nữ'
}
