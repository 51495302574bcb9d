import type { RegisterField } from '../../common/registerFields.ts'
import type { CellProblem, CellProblemCode } from '../../common/registerRow.ts'
import { type Cell, cellText, columnLetter, isBlank } from './rawSheet.ts'

const errorValue = /^#(REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL|SPILL|ERR)[!?]?/i
const saysNothing = /^([-–—.…_]+|không|ko|k|không có|chưa có|chưa)$/i

/** The columns of each field, 0-based, in sheet order. */
export type FieldColumns = ReadonlyMap<RegisterField, readonly number[]>

/** One row seen by field instead of by column; collects the problems of its cells. */
export class RowCells {
  readonly problems: CellProblem[] = []
  readonly #columns: FieldColumns
  readonly #row: readonly Cell[]

  constructor(columns: FieldColumns, row: readonly Cell[]) {
    this.#columns = columns
    this.#row = row
  }

  has(field: RegisterField): boolean {
    return this.#columns.has(field)
  }

  /** The first filled cell of the field; an Excel error counts as blank and is reported. */
  cell(field: RegisterField): Cell {
    for (const index of this.#columns.get(field) ?? []) {
      const cell = this.#row[index]
      if (cell === undefined || isBlank(cell)) continue
      if (typeof cell === 'string' && errorValue.test(cell)) {
        this.#reportCellError(field, cell)
        continue
      }
      return cell
    }
    return null
  }

  /** The text of all columns of the field, on one line; `null` when blank or when it only says "none". */
  text(field: RegisterField): string | null {
    const columns = this.#columns.get(field)
    if (!columns) return null
    const texts = columns.length === 1 ? [cellText(this.cell(field))] : columns.map((at) => cellText(this.#row[at]))
    const text = texts
      .filter((each) => each !== '')
      .join(', ')
      .replaceAll('\n', ' ')
    return text === '' || saysNothing.test(text) ? null : text
  }

  /** A cell is looked at more than once; its error is said once. */
  #reportCellError(field: RegisterField, text: string): void {
    const isKnown = this.problems.some((problem) => problem.field === field && problem.code === 'imports.cellError')
    if (!isKnown) this.report('error', { field, code: 'imports.cellError', params: { text } })
  }

  report(
    severity: CellProblem['severity'],
    problem: { field: RegisterField; code: CellProblemCode; params?: CellProblem['params'] },
  ): void {
    const [index] = this.#columns.get(problem.field) ?? []
    const column = index === undefined ? null : columnLetter(index)
    this.problems.push({ column, field: problem.field, code: problem.code, params: problem.params ?? {}, severity })
  }
}
