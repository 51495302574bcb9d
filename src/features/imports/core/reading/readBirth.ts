import { foldForSearch } from '../../../../base/common/foldForSearch.ts'
import { type DayReading, parseDayText } from '../../../../base/common/parseDayText.ts'
import type { RegisterField } from '../../common/registerFields.ts'
import type { RegisterRow } from '../../common/registerRow.ts'
import { type Cell, cellText, isBlank, isDateCell, serialToDay } from './rawSheet.ts'
import { remember } from './remember.ts'
import type { RowCells } from './rowCells.ts'

type Sex = RegisterRow['sex']

/**
 * Birth day and sex, which registers often tell together: the year stands in the "Nam" or in the "Nữ" column.
 * `today` (`YYYY-MM-DD`) is the last day a birth can be on.
 */
export function readBirthAndSex(cells: RowCells, today: string): Pick<RegisterRow, 'birthDay' | 'sex'> {
  const male = cells.cell('birthMale')
  const female = cells.cell('birthFemale')
  if (!isBlank(male) && !isBlank(female)) {
    cells.report('error', { field: 'birthFemale', code: 'imports.birthInBothColumns' })
    return { birthDay: null, sex: readSex(cells) }
  }
  const field = !isBlank(male) ? 'birthMale' : !isBlank(female) ? 'birthFemale' : 'birth'
  const sexOfColumn: Sex = field === 'birthMale' ? 'male' : field === 'birthFemale' ? 'female' : null
  const cell = cells.cell(field)
  const onlyMark = sexOfColumn !== null && isMark(cell)
  const birthDay = onlyMark ? readDay(cells, 'birth', today) : readDay(cells, field, today)
  return { birthDay, sex: sexOfColumn ?? readSex(cells) }
}

function readDay(cells: RowCells, field: RegisterField, today: string): string | null {
  const cell = cells.cell(field)
  const text = cells.text(field)
  if (isBlank(cell) || text === null) return null
  const reading = readDayCell(cell, today)
  if (reading.kind === 'day') {
    if (reading.day.slice(0, 10) <= today.slice(0, reading.day.length)) return reading.day
    cells.report('error', { field, code: 'imports.dayInFuture', params: { text } })
    return null
  }
  const readings = reading.kind === 'ambiguous' ? { readings: reading.readings.join(' | ') } : {}
  const code = reading.kind === 'ambiguous' ? 'imports.ambiguousDay' : 'imports.unreadableDay'
  cells.report('error', { field, code, params: { text, ...readings } })
  return null
}

function readDayCell(cell: Cell, today: string): DayReading {
  if (!isDateCell(cell)) return parseDayText(typeof cell === 'number' ? cell : cellText(cell), { latest: today })
  // A year typed into a column formatted as days: 1958 is not 11 May 1905.
  const isYear = Number.isInteger(cell.serial) && cell.serial >= 1880 && cell.serial <= 2100
  return { kind: 'day', day: isYear ? String(cell.serial) : serialToDay(cell.serial) }
}

function readSex(cells: RowCells): Sex {
  if (isMark(cells.cell('sexMale'))) return 'male'
  if (isMark(cells.cell('sexFemale'))) return 'female'
  // A lone "Nữ" column is marked for women only.
  if (cells.has('sexFemale') && !cells.has('sexMale')) return 'male'
  const text = cells.text('sex')
  if (text === null) return null
  const sex = sexOf(text)
  if (!sex) cells.report('warning', { field: 'sex', code: 'imports.unreadableSex', params: { text } })
  return sex
}

const sexOf = remember((text: string): Sex => {
  const word = foldForSearch(text)
  if (/^(nam|m|male|trai|ong|ຊາຍ)$/.test(word)) return 'male'
  return /^(nu|f|female|gai|ba|ຍິງ)$/.test(word) ? 'female' : null
})

/** A mark column: "x", "X", "v", "√", "+", "1", TRUE. */
export function isMark(cell: Cell): boolean {
  if (typeof cell === 'string') return /^(x|v|√|✓|✔|\+|\*|1|có|nam|nữ|●|•)$/i.test(cell)
  return cell === true || cell === 1
}
