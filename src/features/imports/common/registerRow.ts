import type { RegisterCategory, RegisterField } from './registerFields.ts'

/** One person of a paper register, typed. `null` = the register does not say. */
export interface RegisterRow {
  name: string
  sex: 'male' | 'female' | null
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: as much as the register knows. */
  birthDay: string | null
  idNumber: string | null
  ethnicity: string | null
  phone: string | null
  householdHead: string | null
  guardian: string | null
  villageName: string | null
  communeName: string | null
  /** What stands in the address beyond village and commune. */
  addressDetail: string | null
  categories: RegisterCategory[]
  donorName: string | null
  /** Dong per month. */
  monthly: number | null
  /** `YYYY-MM` */
  fromMonth: string | null
  /** Whole months from `fromMonth`, which counts; null when open-ended or not said. */
  months: number | null
  /** The year the register stands for: of the period where the row has one, else of the title. */
  year: number | null
  note: string | null
}

/** A problem that belongs to one cell of the file. `error` keeps the row out, `warning` asks to look. */
export interface CellProblem {
  /** Column letter as in Excel; null when no column of the sheet holds the field. */
  column: string | null
  field: RegisterField
  code: CellProblemCode
  params: Record<string, string | number>
  severity: 'error' | 'warning'
}

/** Problems seen in the file alone. */
export const readingProblemCodes = [
  'imports.missingName',
  'imports.missingVillage',
  'imports.missingCategory',
  'imports.unknownCategory',
  'imports.unreadableDay',
  'imports.ambiguousDay',
  'imports.dayInFuture',
  'imports.birthInBothColumns',
  'imports.unreadableSex',
  'imports.idUnreadable',
  'imports.idUnknownProvince',
  'imports.idMismatchesSex',
  'imports.idMismatchesBirthYear',
  'imports.unreadableMoney',
  'imports.ambiguousMoney',
  'imports.convertedToMonthly',
  'imports.notMonthly',
  'imports.unreadablePeriod',
  'imports.periodEndsBeforeStart',
  'imports.cellError',
] as const

/** Problems seen when the file meets the book: its communes and its sponsors. */
export const bookProblemCodes = [
  'imports.unknownCommune',
  'imports.ambiguousCommune',
  'imports.noCommune',
  'imports.ambiguousDonor',
  'imports.startAssumed',
  'imports.amountMissing',
] as const

export const cellProblemCodes = [...readingProblemCodes, ...bookProblemCodes] as const

export type CellProblemCode = (typeof cellProblemCodes)[number]

export interface ParsedRegisterRow {
  /** 1-based, as Excel shows it. */
  rowNumber: number
  values: RegisterRow
  problems: CellProblem[]
}
