import { type Expression, type SqlBool, sql } from 'kysely'
import { foldForSearch, hasLao, searchTokens } from '../../../base/common/foldForSearch.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { UnitNameTable, UnitTable } from '../../../db/tables/unitTables.ts'
import type { FoundCommune } from '../common/contract.ts'
import { stripUnitPrefix, type UnitType, unitFullName } from '../common/unitNames.ts'

interface CommuneQuery {
  search: string
  limit: number
  anyLevel: boolean
  office: { kind: string; unitId: string }
}

/** Enough to rank well; only a single short word finds more. */
const MOST_CANDIDATES = 600

/**
 * Communes of today (`anyLevel`: provinces too) whose name, province or old name has every typed word, or whose code was typed;
 * best first, own province before others.
 */
export async function searchCommunes(
  db: ReadDb,
  { search, limit, anyLevel, office }: CommuneQuery,
): Promise<FoundCommune[]> {
  const ownProvince = await findOwnProvince(db, office)
  // “tỉnh Thanh Hóa” is found as “Thanh Hóa”: the word of the type is no part of a name.
  const name = stripUnitPrefix(search)
  const tokens = searchTokens(name)
  if (tokens.length === 0) return listOwnCommunes(db, { ownProvince, office, limit })
  const today = unitsOfToday(db, anyLevel ? [...COMMUNE_LEVELS, 'province'] : COMMUNE_LEVELS)
  const coded = await today.where('unit.code', '=', search.trim()).execute()
  const candidates = [...(await findToday(today, tokens)), ...(await findByOldName(db, tokens))]
  const wanted = foldForSearch(name)
  const rank = (candidate: Candidate) => {
    const found = foldForSearch(candidate.foundAs)
    return [
      // "tân thành" means the communes of that name before every "Tân …" of the province Thanh Hóa.
      holdsWords(found, tokens) ? 0 : 1,
      candidate.provinceId === ownProvince || candidate.commune.id === ownProvince ? 0 : 1,
      nameRank(found, wanted),
      candidate.formerName === null ? 0 : 1,
    ]
  }
  const ranked = candidates
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .sort((first, second) => compareRanks(first.rank, second.rank) || bySortKey(first.candidate, second.candidate))
  return onceEach([...coded.map(candidateOf), ...ranked.map(({ candidate }) => candidate)]).slice(0, limit)
}

interface Candidate {
  commune: FoundCommune
  provinceId: string | null
  sortKey: string
  /** The bare name the typed words were found in. */
  foundAs: string
  formerName: string | null
}

/** The name itself, alone or with more behind it ("tân an vĩnh long"), before names that only go on from what was typed. */
function nameRank(name: string, wanted: string): number {
  if (`${wanted} `.startsWith(`${name} `)) return 0
  return name.startsWith(wanted) ? 1 : 2
}

function holdsWords(name: string, tokens: string[]): boolean {
  return tokens.every((token) => (hasLao(token) ? name.includes(token) : ` ${name}`.includes(` ${token}`)))
}

function compareRanks(first: number[], second: number[]): number {
  const at = first.findIndex((value, index) => value !== second[index])
  return at < 0 ? 0 : (first[at] ?? 0) - (second[at] ?? 0)
}

function bySortKey(first: Candidate, second: Candidate): number {
  return first.sortKey < second.sortKey ? -1 : Number(first.sortKey > second.sortKey)
}

/** A commune found by its own name and by old ones stands once, under the best. */
function onceEach(candidates: Candidate[]): FoundCommune[] {
  const found = new Map<string, FoundCommune>()
  for (const { commune, formerName } of candidates) {
    if (!found.has(commune.id)) found.set(commune.id, { ...commune, formerName })
  }
  return [...found.values()]
}

async function findOwnProvince(db: ReadDb, office: CommuneQuery['office']): Promise<string | null> {
  if (office.kind !== 'branch') return office.unitId
  const own = await db
    .selectFrom('unit_name')
    .select('parent_id')
    .where('unit_id', '=', office.unitId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return own?.parent_id ?? null
}

async function listOwnCommunes(
  db: ReadDb,
  { ownProvince, office, limit }: { ownProvince: string | null; office: CommuneQuery['office']; limit: number },
): Promise<FoundCommune[]> {
  const rows = await communesOfToday(db)
    .where('commune.parent_id', '=', ownProvince)
    .orderBy(sql`case when unit.id = ${office.unitId} then 0 else 1 end`)
    .orderBy('commune.sort_key')
    .limit(limit)
    .execute()
  return rows.map((row) => candidateOf(row).commune)
}

async function findToday(today: UnitsOfToday, tokens: string[]): Promise<Candidate[]> {
  const text = sql<string>`commune.search || ' ' || coalesce(province.search, '')`
  const rows = await today.where(everyTokenBeginsAWord(text, tokens)).limit(MOST_CANDIDATES).execute()
  return rows.map((row) => candidateOf(row))
}

/** Old communes lead to those that took them over: usually one, several where it was split. */
async function findByOldName(db: ReadDb, tokens: string[]): Promise<Candidate[]> {
  const rows = await communesOfToday(db)
    .innerJoin('unit_successor', 'unit_successor.to_unit', 'unit.id')
    .innerJoin('unit_name as old', 'old.unit_id', 'unit_successor.from_unit')
    .select(['old.type as oldType', 'old.name as oldName', 'old.former_place as formerPlace'])
    .where(everyTokenBeginsAWord(sql<string>`old.search`, tokens))
    .limit(MOST_CANDIDATES)
    .execute()
  return rows.map((row) => {
    // Safe: only seedUnits writes the types of units.
    const full = unitFullName({ type: row.oldType as UnitType, name: row.oldName }, 'vi')
    const formerName = [full, row.formerPlace].filter(Boolean).join(', ')
    return { ...candidateOf(row), foundAs: row.oldName, formerName }
  })
}

const COMMUNE_LEVELS: readonly UnitTable['level'][] = ['commune', 'district']

function communesOfToday(db: ReadDb) {
  return unitsOfToday(db, COMMUNE_LEVELS)
}

type UnitsOfToday = ReturnType<typeof unitsOfToday>

function unitsOfToday(db: ReadDb, levels: readonly UnitTable['level'][]) {
  return db
    .selectFrom('unit')
    .innerJoin('unit_name as commune', (join) =>
      join.onRef('commune.unit_id', '=', 'unit.id').on('commune.valid_to', 'is', null),
    )
    .leftJoin('unit_name as province', (join) =>
      join.onRef('province.unit_id', '=', 'commune.parent_id').on('province.valid_to', 'is', null),
    )
    .where('unit.valid_to', 'is', null)
    .where('unit.level', 'in', [...levels])
    .select([
      'unit.id',
      'unit.code',
      'commune.type',
      'commune.name',
      'commune.name_en',
      'commune.name_lo',
      'commune.sort_key',
      'province.unit_id as provinceId',
      'province.type as provinceType',
      'province.name as provinceName',
      'province.name_en as provinceNameEn',
      'province.name_lo as provinceNameLo',
    ])
}

type CommuneRow = Awaited<ReturnType<ReturnType<typeof communesOfToday>['execute']>>[number]

function candidateOf(row: CommuneRow): Candidate {
  const province =
    // What stands above a province is the country, which is no place to tell namesakes apart by.
    row.provinceType === null || row.provinceName === null || row.provinceType === 'country'
      ? null
      : namedUnit({
          type: row.provinceType,
          name: row.provinceName,
          name_en: row.provinceNameEn,
          name_lo: row.provinceNameLo,
        })
  return {
    commune: { id: row.id, code: row.code, ...namedUnit(row), province, formerName: null },
    provinceId: row.provinceId,
    sortKey: row.sort_key,
    foundAs: row.name,
    formerName: null,
  }
}

function namedUnit({ type, name, name_en, name_lo }: Pick<UnitNameTable, 'type' | 'name' | 'name_en' | 'name_lo'>) {
  return {
    // Safe: only seedUnits writes the types of units, from the same list.
    type: type as FoundCommune['type'],
    name,
    ...(name_en === null ? {} : { nameEn: name_en }),
    ...(name_lo === null ? {} : { nameLo: name_lo }),
  }
}

/** Lao writes no spaces between words, so a Lao token may stand anywhere. Folded tokens hold letters and digits only. */
function everyTokenBeginsAWord(text: Expression<string>, tokens: string[]): Expression<SqlBool> {
  const tests = tokens.map(
    (token) => sql<SqlBool>`(' ' || ${text}) like ${hasLao(token) ? `%${token}%` : `% ${token}%`}`,
  )
  return sql<SqlBool>`(${sql.join(tests, sql` and `)})`
}
