import type { AddressTable, PersonTable } from '../../../db/tables/addressTables.ts'
import type { DonorTable } from '../../../db/tables/pairingTables.ts'
import {
  type ADDRESS_FIELDS,
  type DONOR_FIELDS,
  JOINED_FIELDS,
  type KeptFrom,
  type MergeField,
} from '../common/duplicateSchemas.ts'

type AddressField = (typeof ADDRESS_FIELDS)[number]
type DonorField = (typeof DONOR_FIELDS)[number]

interface Columns {
  address?: readonly (keyof AddressTable)[]
  person?: readonly (keyof PersonTable)[]
  donor?: readonly (keyof DonorTable)[]
}

/** The columns that hold a field; the first says whether it is filled in. What belongs together is kept together. */
export const ADDRESS_COLUMNS: Readonly<Record<AddressField, Columns>> = {
  name: { address: ['display_name'], person: ['full_name'] },
  otherName: { person: ['other_name'] },
  sex: { person: ['sex'] },
  birthDay: { person: ['birth_day'] },
  ethnicity: { person: ['ethnicity'] },
  idNumber: { person: ['id_number', 'id_kind'] },
  formerIdNumber: { person: ['former_id_number'] },
  phone: { person: ['phone'] },
  guardian: { person: ['guardian_name', 'guardian_phone', 'guardian_relation'] },
  place: { address: ['village_id', 'commune_id'] },
  addressLine: { address: ['address_line'] },
  formerAddress: { address: ['former_address'] },
  mainCategory: { address: ['main_category'] },
  situation: { address: ['situation'] },
  needs: { address: ['needs'] },
  wish: { address: ['wish'] },
  monthlyNeed: { address: ['monthly_need'] },
  needPeriod: { address: ['need_from', 'need_months'] },
  nextVisitOn: { address: ['next_visit_on'] },
  note: { address: ['note'] },
}
export const DONOR_COLUMNS: Readonly<Record<DonorField, Columns>> = {
  name: { donor: ['name'] },
  kind: { donor: ['kind'] },
  representative: { donor: ['representative'] },
  phone: { donor: ['phone'] },
  email: { donor: ['email'] },
  place: { donor: ['place'] },
  taxCode: { donor: ['tax_code'] },
  note: { donor: ['note'] },
}

/** A row of one of the tables above. */
type Row = object

/**
 * What the survivor's row takes from the other's: by the choice made for a field, and where none was made whatever the
 * survivor lacks.
 */
export function takenColumns(
  rows: { survivor: Row; other: Row },
  columnsOf: Readonly<Record<string, readonly string[]>>,
  keep: Partial<Record<MergeField, KeptFrom>>,
): Record<string, unknown> {
  // Safe: a row is its columns by name.
  const { survivor, other } = rows as Record<'survivor' | 'other', Readonly<Record<string, unknown>>>
  const taken: Record<string, unknown> = {}
  // Safe: the keys are those of the field lists above.
  for (const [field, columns] of Object.entries(columnsOf) as [MergeField, readonly string[]][]) {
    const [leading = ''] = columns
    const choice = keep[field] ?? (isBlank(survivor[leading]) ? 'other' : 'survivor')
    if (choice === 'survivor' || isBlank(other[leading])) continue
    if (choice === 'both' && JOINED_FIELDS.includes(field)) taken[leading] = joined(survivor[leading], other[leading])
    else if (choice === 'other') for (const column of columns) taken[column] = other[column]
  }
  return taken
}

/** The columns of each field that one table holds. */
export function columnsIn(
  fields: Readonly<Record<string, Columns>>,
  table: keyof Columns,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, columns]) => {
      const own = columns[table]
      return own === undefined ? [] : [[field, own]]
    }),
  )
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === ''
}

function joined(one: unknown, other: unknown): string {
  const texts = [one, other].filter((text) => !isBlank(text)).map(String)
  return [...new Set(texts)].join('\n')
}
