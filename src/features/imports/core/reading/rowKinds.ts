import { type Cell, cellText, isBlank } from './rawSheet.ts'

const total = /^(tổng cộng|tổng số|tổng|cộng( dồn| lũy kế| luỹ kế)?|tong cong|tong so)\s*([:(.,].*|\d.*|[ivx]+|\(.*)?$/i
const totalOf = /^(tổng cộng|tổng số|cộng (dồn|theo|của|nhóm|mục|phần)|tong cong|tong so)\b/i
const signature =
  /^(người lập|lập biểu|kế toán|thủ quỹ|thủ trưởng|chủ tịch|phó chủ tịch|t\/?m\.|tm\s|kt\.|xác nhận của|nơi nhận|\(?ký,|\(?ký tên|bằng chữ|\(?bằng chữ|số tiền bằng chữ|người duyệt|trưởng (thôn|bản|ban)$|.{0,40}, ?ngày ?[\d.…]* ?tháng ?[\d.…]* ?năm)/i
const noteBelow = /^(ghi chú|lưu ý|chú thích|\*)\s*:/i

/** The filled cells of a row as text, left to right. */
export function filledTexts(row: readonly Cell[]): string[] {
  return row.filter((cell) => !isBlank(cell)).map(cellText)
}

/** "Tổng cộng", "Cộng (I)", "Tổng số: 60 người": never a person, and "Công an xã" or "Tống Văn A" are not totals. */
export function isTotalRow(row: readonly Cell[]): boolean {
  let seen = 0
  for (const cell of row) {
    if (isBlank(cell)) continue
    if (typeof cell === 'string' && (total.test(cell) || totalOf.test(cell))) return true
    if (++seen === 2) return false
  }
  return false
}

/** The signatures, the place and date, and the notes that stand under a table. */
export function isClosingRow(row: readonly Cell[]): boolean {
  const texts = filledTexts(row)
  return texts.length > 0 && texts.length <= 4 && texts.some((text) => signature.test(text) || noteBelow.test(text))
}

/** "(1) (2) (3)" or "A B 1 2" right under a header. */
export function isColumnNumberRow(row: readonly Cell[]): boolean {
  if (row.some((cell) => typeof cell === 'string' && cell.length > 12)) return false
  const texts = filledTexts(row)
  const numbers = texts.map((text) => Number(text.replace(/[()]/g, '')))
  const rising = numbers.filter((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1)
  const lettered = texts.every((text) => /^\(?([A-E]|\d{1,2})([=x*+].*)?\)?$/.test(text))
  return texts.length >= 3 && lettered && (rising.length === texts.length || /^\(?A\)?$/.test(texts[0] ?? ''))
}

/** "I", "IV.", "A", "a)": the number of a group, where people have 1, 2, 3. */
export function isGroupOrdinal(text: string): boolean {
  return /^([IVXL]{1,6}|[A-Za-zĐđ])[.)/]?$/.test(text.trim())
}
