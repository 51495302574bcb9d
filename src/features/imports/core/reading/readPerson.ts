import { readCategories } from '../../common/readCategories.ts'
import { categoryOfMark, type GroupField, type RegisterCategory, registerFields } from '../../common/registerFields.ts'
import type { RegisterRow } from '../../common/registerRow.ts'
import { communeNameOf, splitAddress } from './addressText.ts'
import { type GroupLine, saysNoDonor } from './groupLines.ts'
import { isMark, readBirthAndSex } from './readBirth.ts'
import { readIdentity } from './readIdentity.ts'
import { readSupport } from './readSupport.ts'
import { remember } from './remember.ts'
import type { RowCells } from './rowCells.ts'

const categoriesIn = remember(readCategories)
const partsOf = remember(splitAddress)

export interface PersonContext {
  today: string
  year: number | null
  amountUnit: 1 | 1000 | 1_000_000
  /** The group lines the row stands under. */
  group: Partial<Record<GroupField, GroupLine>>
}

/** One person out of one row. Name, village and category are required of an address; the rest may come later. */
export function readPerson(cells: RowCells, context: PersonContext): RegisterRow {
  const birth = readBirthAndSex(cells, context.today)
  const identity = readIdentity(cells, birth)
  const donor = readDonor(cells, context)
  const groupText = donor.fromGroup ? (context.group.donor?.supportText ?? null) : null
  const support = readSupport(cells, { year: context.year, amountUnit: context.amountUnit, groupText })
  return {
    name: readName(cells),
    birthDay: birth.birthDay,
    ...identity,
    ethnicity: cells.text('ethnicity'),
    phone: readPhone(cells),
    householdHead: cells.text('householdHead'),
    guardian: cells.text('guardian'),
    ...readPlace(cells, context),
    categories: readCategory(cells, context),
    donorName: donor.name,
    ...support,
    year: support.fromMonth ? Number(support.fromMonth.slice(0, 4)) : context.year,
    note: cells.text('note'),
  }
}

function readName(cells: RowCells): string {
  const name = (cells.text('name') ?? '').replace(/^\d+[.)]\s*/, '').replace(/[\s,;]+$/, '')
  if (!/\p{L}/u.test(name)) cells.report('error', { field: 'name', code: 'imports.missingName' })
  return name
}

/** A phone kept in a number cell lost its zero: 912345678 is 0912345678. */
function readPhone(cells: RowCells): string | null {
  const text = cells.text('phone')
  return text !== null && /^[1-9]\d{8,9}$/.test(text) ? `0${text}` : text
}

type Place = Pick<RegisterRow, 'villageName' | 'communeName' | 'addressDetail'>

function readPlace(cells: RowCells, { group }: PersonContext): Place {
  const address = cells.text('address')
  const village = cells.text('village')
  const inAddress = address === null ? undefined : partsOf(address)
  // "Bản Ón, xã Na Mèo" in the village column of a list without a commune column.
  const inVillage = village?.includes(',') && !cells.has('commune') ? splitAddress(village) : undefined
  const commune = cells.text('commune')
  const villageName = inVillage?.villageName ?? village ?? inAddress?.villageName ?? group.village?.name ?? null
  if (villageName === null) {
    const field = cells.has('village') ? 'village' : cells.has('address') ? 'address' : 'village'
    cells.report('error', { field, code: 'imports.missingVillage' })
  }
  return {
    villageName,
    communeName:
      (commune && communeNameOf(commune)) ??
      inVillage?.communeName ??
      inAddress?.communeName ??
      group.commune?.name ??
      null,
    addressDetail: inAddress?.detail ?? null,
  }
}

const markFields = registerFields.filter((field) => categoryOfMark(field) !== undefined)

function readCategory(cells: RowCells, { group }: PersonContext): RegisterCategory[] {
  const marked = markFields.flatMap((field) => (isMark(cells.cell(field)) ? [categoryOfMark(field)] : []))
  const text = cells.text('category')
  const written = text === null ? [] : categoriesIn(text)
  const codes = [...new Set([...written, ...marked])].filter((code) => code !== undefined)
  if (text !== null && written.length === 0) {
    const severity = codes.length > 0 ? 'warning' : 'error'
    cells.report(severity, { field: 'category', code: 'imports.unknownCategory', params: { text } })
    return codes
  }
  if (codes.length > 0) return codes
  const ofGroup = group.category?.categories ?? []
  if (ofGroup.length === 0) cells.report('error', { field: 'category', code: 'imports.missingCategory' })
  return ofGroup
}

function readDonor(cells: RowCells, { group }: PersonContext): { name: string | null; fromGroup: boolean } {
  const text = cells.text('donor')
  if (text !== null) return { name: saysNoDonor(text) ? null : text, fromGroup: false }
  return { name: group.donor?.name ?? null, fromGroup: true }
}
