import { foldForSearch } from '../../../../base/common/foldForSearch.ts'
import { readCategories } from '../../common/readCategories.ts'
import type { GroupField, RegisterCategory, RegisterField } from '../../common/registerFields.ts'
import { communeNameOf, isCommuneText, isVillageText } from './addressText.ts'
import { type Cell, isBlank, type RawSheet } from './rawSheet.ts'
import { filledTexts, isClosingRow, isGroupOrdinal, isTotalRow } from './rowKinds.ts'
import { plainText, readSupportText } from './supportText.ts'

/** What a line above its people says about all of them until the next such line. */
export interface GroupLine {
  field: GroupField
  /** The name as written; `null` = it says there is no sponsor yet. */
  name: string | null
  categories: RegisterCategory[]
  /** Amount and period in the same line: "Công an xã: 500.000đ/tháng, từ tháng 5/2025, 6 tháng". */
  supportText: string | null
}

const personFields: ReadonlySet<RegisterField> = new Set<RegisterField>([
  'birth',
  'birthMale',
  'birthFemale',
  'sex',
  'sexMale',
  'sexFemale',
  'idNumber',
  'village',
  'commune',
  'address',
  'category',
  'fromMonth',
  'ethnicity',
  'phone',
])

const noDonor = /^(chua|khong) (co|duoc)? ?.*(do dau|tai tro|nhan|ho tro|giup)|^(chua co|khong co|khong|chua)$/
const amount = /\d[\d.,]* ?(d|dong|vnd|k|nghin|ngan|trieu|tr)\b/

/** True for a sponsor's name that says there is none: "Chưa có đơn vị đỡ đầu", "-". */
export function saysNoDonor(text: string): boolean {
  return /^[-–—.\s]*$/.test(text) || noDonor.test(foldForSearch(text))
}

/** True when the row names something, and nothing in it is about one person. `columns` maps 0-based index to field. */
export function looksLikeGroupLine(row: readonly Cell[], columns: ReadonlyMap<number, RegisterField>): boolean {
  const texts = filledTexts(row)
  if (texts.length === 0 || texts.length > 3 || isTotalRow(row) || isClosingRow(row)) return false
  if (row.some((cell, index) => !isBlank(cell) && personFields.has(columns.get(index) ?? 'ignored'))) return false
  const ordinal = row.find((_, index) => columns.get(index) === 'ordinal')
  if (typeof ordinal === 'number') return false
  if (typeof ordinal === 'string' && /^\d+[.)]?$/.test(ordinal)) return false
  return /\p{L}{2}/u.test(groupText(row))
}

/** Which kinds of group lines a sheet has, told by their words; `sure` is false when the words alone do not tell. */
export function findGroupFields(
  sheet: RawSheet,
  table: { firstRow: number; columns: ReadonlyMap<number, RegisterField> },
): { grouping: GroupField[]; sure: boolean } {
  const mapped = new Set(table.columns.values())
  const found = new Map<GroupField, number>()
  let people = 0
  for (const row of sheet.rows.slice(table.firstRow, table.firstRow + 2000)) {
    if (isClosingRow(row)) break
    if (!looksLikeGroupLine(row, table.columns)) people += row.length > 0 ? 1 : 0
    else {
      const { field } = readGroupLine(row, openFields(mapped))
      found.set(field, (found.get(field) ?? 0) + 1)
    }
  }
  const lines = [...found.values()].reduce((sum, count) => sum + count, 0)
  const grouping = lines > people ? [] : [...found.keys()]
  const sure = grouping.length <= 1 && (grouping[0] !== 'donor' || !mapped.has('donor'))
  return { grouping, sure }
}

/** Reads a group line; `fields` are the kinds to choose from, a donor when no word decides. */
export function readGroupLine(row: readonly Cell[], fields: readonly GroupField[]): GroupLine {
  const text = groupText(row)
  const name = nameBeforeSupport(text)
  const rest = text.slice(name.length).replace(/^[\s:,;(–-]+/, '')
  const field = fieldOf(name, fields)
  const line: GroupLine = { field, name, categories: [], supportText: rest === '' ? null : rest }
  if (field === 'category') return { ...line, categories: readCategories(name) }
  if (field === 'commune') return { ...line, name: communeNameOf(name) }
  return field === 'donor' && saysNoDonor(name) ? { ...line, name: null } : line
}

/** A column of its own for villages leaves group lines to something else. */
function openFields(mapped: ReadonlySet<RegisterField>): GroupField[] {
  const open: GroupField[] = []
  if (!mapped.has('donor')) open.push('donor')
  if (!mapped.has('village') && !mapped.has('address')) open.push('village')
  if (!mapped.has('commune') && !mapped.has('address')) open.push('commune')
  if (!mapped.has('category')) open.push('category')
  return open.length > 0 ? open : ['donor']
}

function fieldOf(name: string, fields: readonly GroupField[]): GroupField {
  if (fields.includes('village') && isVillageText(name)) return 'village'
  if (fields.includes('commune') && isCommuneText(name)) return 'commune'
  if (fields.includes('category') && readCategories(name).length > 0) return 'category'
  if (fields.includes('donor')) return 'donor'
  return fields[0] ?? 'donor'
}

/** The words of the line without its number: "II | Công an xã", "B. Chùa Chặng" and "3/ Thôn 1" lose II, B and 3. */
function groupText(row: readonly Cell[]): string {
  const texts = filledTexts(row)
  const named =
    texts.length > 1 && (isGroupOrdinal(texts[0] ?? '') || /^\d+$/.test(texts[0] ?? '')) ? texts.slice(1) : texts
  return named.join(': ').replace(/^([IVXL]{1,6}|[A-ZĐ]|\d{1,2})\s*[.)/:-]\s*/, '')
}

function nameBeforeSupport(text: string): string {
  const plain = plainText(text)
  const colon = plain.search(/:\s*\S*\d/)
  const period = readSupportText(text).firstAt
  const starts = [colon, plain.search(amount), period].filter((at) => at > 0)
  const end = starts.length > 0 ? Math.min(...starts) : text.length
  return text
    .slice(0, end)
    .replace(/\s*(mức|hỗ trợ|từ|số tiền)\s*$/i, '')
    .replace(/[\s:,;(–-]+$/, '')
}
