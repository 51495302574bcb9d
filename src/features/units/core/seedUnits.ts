import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import { sharedRecordId } from '../../../base/common/recordId.ts'
import type { WriteDb } from '../../../db/database.ts'
import type { UnitNameTable, UnitSuccessorTable, UnitTable } from '../../../db/tables/unitTables.ts'
import { REFORM_DAY } from '../common/reformDay.ts'
import { communes, laoUnits, oldCommunes, provinces, vocabulary } from './unitResources.ts'

const LAST_OLD_DAY = '2025-06-30'
/** Old units are shown with the names they had; when they got them is not in the source. */
const LONG_AGO = '1900-01-01'
const ROWS_AT_ONCE = 400

/** The id every office gives the unit of this code. */
export function unitIdOf(code: string): string {
  return sharedRecordId('unit', code)
}

/** Fills a new office's file with all units of Viet Nam, Huaphanh's districts and the shared vocabulary. */
export async function seedUnits(db: WriteDb): Promise<void> {
  const seeds = [centralSeed(), ...provinceSeeds(), ...communeSeeds(), ...oldCommuneSeeds(), ...laoSeeds()]
  await inChunks(
    seeds.map((seed) => seed.unit),
    (rows) => db.insertInto('unit').values(rows).execute(),
  )
  await inChunks(
    seeds.map((seed) => seed.name),
    (rows) => db.insertInto('unit_name').values(rows).execute(),
  )
  await inChunks(successors(), (rows) => db.insertInto('unit_successor').values(rows).execute())
  const words = vocabulary().map(({ kind, code, name_vi, name_en, name_lo, sort }) => ({
    kind,
    code,
    name_vi,
    name_en,
    name_lo,
    sort,
  }))
  await inChunks(words, (rows) => db.insertInto('shared_word').values(rows).execute())
}

async function inChunks<Row>(rows: Row[], insert: (rows: Row[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) await insert(rows.slice(start, start + ROWS_AT_ONCE))
}

interface Seed {
  unit: UnitTable
  name: UnitNameTable
}

interface SeedFacts {
  code: string
  country: 'VN' | 'LA'
  level: UnitTable['level']
  type: string
  name: string
  nameEn?: string | undefined
  nameLo?: string | undefined
  parentCode?: string | undefined
  formerPlace?: string
  validFrom: string
  validTo?: string
  otherNames?: readonly string[]
}

/** The rows of a unit with its first name. */
export function seed(facts: SeedFacts): Seed {
  const id = unitIdOf(facts.code)
  const validTo = facts.validTo ?? null
  const words = [facts.name, facts.nameEn, facts.nameLo, facts.formerPlace, ...(facts.otherNames ?? [])]
  return {
    unit: {
      id,
      code: facts.code,
      country: facts.country,
      level: facts.level,
      valid_from: facts.validFrom,
      valid_to: validTo,
    },
    name: {
      id: sharedRecordId('unitName', `${facts.code}:${facts.validFrom}`),
      unit_id: id,
      type: facts.type,
      name: facts.name,
      name_en: facts.nameEn ?? null,
      name_lo: facts.nameLo ?? null,
      parent_id: facts.parentCode === undefined ? null : unitIdOf(facts.parentCode),
      former_place: facts.formerPlace ?? null,
      valid_from: facts.validFrom,
      valid_to: validTo,
      search: foldForSearch(words.filter((word) => word !== undefined).join(' ')),
      sort_key: textSortKey(facts.name),
    },
  }
}

function centralSeed(): Seed {
  return seed({
    code: 'VN',
    country: 'VN',
    level: 'central',
    type: 'country',
    name: 'Việt Nam',
    nameEn: 'Viet Nam',
    nameLo: 'ຫວຽດນາມ',
    validFrom: LONG_AGO,
  })
}

function provinceSeeds(): Seed[] {
  return provinces().map((province) =>
    seed({ ...province, country: 'VN', level: 'province', parentCode: 'VN', validFrom: REFORM_DAY }),
  )
}

function communeSeeds(): Seed[] {
  return communes().map((commune) =>
    seed({ ...commune, country: 'VN', level: 'commune', parentCode: commune.provinceCode, validFrom: REFORM_DAY }),
  )
}

function oldCommuneSeeds(): Seed[] {
  return oldCommunes().map((old) =>
    seed({
      code: old.code,
      country: 'VN',
      level: 'commune',
      type: old.type,
      name: old.name,
      formerPlace: `${old.district}, ${old.province}`,
      validFrom: LONG_AGO,
      validTo: LAST_OLD_DAY,
    }),
  )
}

function laoSeeds(): Seed[] {
  return laoUnits().map((unit) =>
    seed({
      ...unit,
      country: 'LA',
      level: unit.parentCode === undefined ? 'province' : 'district',
      validFrom: LONG_AGO,
    }),
  )
}

function successors(): UnitSuccessorTable[] {
  return oldCommunes().flatMap((old) =>
    old.successorCodes.map((code) => ({
      from_unit: unitIdOf(old.code),
      to_unit: unitIdOf(code),
      kind: old.successorCodes.length > 1 ? ('split' as const) : ('merge' as const),
      on_day: REFORM_DAY,
    })),
  )
}
