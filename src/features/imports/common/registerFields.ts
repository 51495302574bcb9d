/**
 * The kinds of hardship a register may name. The codes are those of the sample registers; an office's own wording
 * is matched by {@link readCategories}.
 */
export const registerCategories = [
  'poor',
  'nearPoor',
  'hardship',
  'orphan',
  'disability',
  'elderlyAlone',
  'agentOrange',
  'seriousIllness',
  'poorPupil',
  'disaster',
  'policyFamily',
  'other',
] as const

export type RegisterCategory = (typeof registerCategories)[number]

/** A column of x marks, one per category, as in "Hộ nghèo | Cận nghèo | Khuyết tật". */
export type CategoryMarkField = `category:${RegisterCategory}`

const plainFields = [
  'ordinal',
  'name',
  'birth',
  'birthMale',
  'birthFemale',
  'sex',
  'sexMale',
  'sexFemale',
  'idNumber',
  'ethnicity',
  'phone',
  'householdHead',
  'guardian',
  'village',
  'commune',
  'address',
  'category',
  'donor',
  'monthly',
  'fromMonth',
  'toMonth',
  'months',
  'period',
  'note',
  'ignored',
] as const

export type RegisterField = (typeof plainFields)[number] | CategoryMarkField

/** Everything a column of a register can be mapped to; `ignored` is a column known not to be imported. */
export const registerFields: readonly RegisterField[] = [
  ...plainFields,
  ...registerCategories.map((code): CategoryMarkField => `category:${code}`),
]

/** What a line standing above its people may say about all of them. */
export const groupFields = ['donor', 'village', 'commune', 'category'] as const

export type GroupField = (typeof groupFields)[number]

/** The category a mark column stands for, or undefined for any other field. */
export function categoryOfMark(field: RegisterField): RegisterCategory | undefined {
  return registerCategories.find((code) => field === `category:${code}`)
}
