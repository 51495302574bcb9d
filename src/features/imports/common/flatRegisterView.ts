import type { RegisterRow } from './registerRow.ts'

/** One register line in the flat form offices exchange: day `dd/mm/yyyy`, amounts in dong, `null` = not known. */
export interface FlatRegisterRow {
  name: string
  sex: 'M' | 'F' | null
  birthYear: number | null
  birthDay: string | null
  commune: string | null
  village: string | null
  category: string | null
  donor: string | null
  monthly: number | null
  year: number | null
  fromMonth: number | null
  months: number | null
  cccd: string | null
}

/** The part of a register row, or of a stored address, the flat view needs. Categories are codes, the first is shown. */
export type FlatRegisterSource = Pick<
  RegisterRow,
  | 'name'
  | 'sex'
  | 'birthDay'
  | 'communeName'
  | 'villageName'
  | 'donorName'
  | 'monthly'
  | 'fromMonth'
  | 'months'
  | 'year'
  | 'idNumber'
> & { categories: readonly string[] }

export function flatRegisterView(source: FlatRegisterSource): FlatRegisterRow {
  const [birthYear, birthMonth, birthDate] = source.birthDay?.split('-') ?? []
  return {
    name: source.name,
    sex: source.sex === 'male' ? 'M' : source.sex === 'female' ? 'F' : null,
    birthYear: birthYear ? Number(birthYear) : null,
    birthDay: birthDate ? `${birthDate}/${birthMonth}/${birthYear}` : null,
    commune: source.communeName,
    village: source.villageName,
    category: source.categories[0] ?? null,
    donor: source.donorName,
    monthly: source.monthly,
    year: source.fromMonth ? Number(source.fromMonth.slice(0, 4)) : source.year,
    fromMonth: source.fromMonth ? Number(source.fromMonth.slice(5, 7)) : null,
    months: source.months,
    cccd: source.idNumber,
  }
}
