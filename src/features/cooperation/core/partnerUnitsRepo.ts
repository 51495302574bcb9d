import { sql } from 'kysely'
import { foldForSearch, searchTokens } from '../../../base/common/foldForSearch.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { OfficeKind } from '../../../db/office.ts'
import { fullNames } from '../../units/common/fullNames.ts'

interface Named {
  id: string
  code: string
  vi: string
  en: string
  lo: string
}

const MOST_FOUND = 30

/**
 * Whom an office may do something with: for ours the Lao provinces, for a Lao one our provinces and communes of today. The words
 * begin words of the name (“na m” is Na Mèo, not Cửa Nam); offices whose keys are known here come first.
 */
export async function findPartnerUnits(
  db: ReadDb,
  { kind, search }: { kind: OfficeKind; search: string },
): Promise<Named[]> {
  const words = searchTokens(search).map((word) => foldForSearch(word))
  const rows = await db
    .selectFrom('unit')
    .innerJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'unit.id').on('unit_name.valid_to', 'is', null),
    )
    .select('unit.id')
    .where('unit.country', '=', kind === 'partner' ? 'VN' : 'LA')
    .where('unit.level', 'in', kind === 'partner' ? ['province', 'commune'] : ['province'])
    .where('unit.valid_to', 'is', null)
    .where((is) =>
      is.and(
        words.map((word) =>
          is.or([is('unit_name.search', 'like', `${word}%`), is('unit_name.search', 'like', `% ${word}%`)]),
        ),
      ),
    )
    .orderBy(
      sql`case when exists (select 1 from unit_key where unit_key.unit_id = unit.id and unit_key.role = 'partner')
        then 0 else 1 end`,
    )
    .orderBy('unit.level', 'desc')
    .orderBy('unit.code')
    .limit(MOST_FOUND)
    .execute()
  const units = await readPartnerUnits(
    db,
    rows.map((row) => row.id),
  )
  return rows.flatMap((row) => units.get(row.id) ?? [])
}

/** The provinces and districts of Laos the program knows, by code. */
export async function listDistricts(db: ReadDb): Promise<Named[]> {
  const rows = await db
    .selectFrom('unit')
    .select('id')
    .where('country', '=', 'LA')
    .where('level', 'in', ['province', 'district'])
    .orderBy('code')
    .execute()
  const units = await readPartnerUnits(
    db,
    rows.map((row) => row.id),
  )
  return rows.flatMap((row) => units.get(row.id) ?? [])
}

/** Units by id with their present full names. */
export async function readPartnerUnits(db: ReadDb, ids: readonly string[]): Promise<Map<string, Named>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('unit')
    .innerJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'unit.id').on('unit_name.valid_to', 'is', null),
    )
    .select(['unit.id', 'unit.code', 'unit_name.type', 'unit_name.name', 'unit_name.name_en', 'unit_name.name_lo'])
    .where('unit.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, fullNames(row)]))
}
