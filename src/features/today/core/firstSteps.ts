import type { Right } from '../../../base/common/rights.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Office } from '../../../db/office.ts'
import type { WorkKind } from '../common/worklistSchemas.ts'
import type { GroupedLine } from './workRow.ts'

/**
 * What an empty book begins with, and only what one may do: a branch with its villages, then the old register or the first
 * address by hand; an office that others report to with the keys of those others.
 */
export async function readFirstSteps(
  db: ReadDb,
  { office, rights }: { office: Pick<Office, 'unitId' | 'kind'>; rights: ReadonlySet<Right> },
): Promise<GroupedLine[]> {
  const { unitId, kind } = office
  if (kind === 'partner') return []
  if (kind !== 'branch')
    return rights.has('keys.manage') && !(await knowsUnit(db)) ? [step('firstUnit', '/bundles')] : []
  if (await has(db, { table: 'address', unitId })) return []
  const hasVillage = await has(db, { table: 'village', unitId })
  return [
    ...(!hasVillage && rights.has('records.write') ? [step('firstVillage', '/villages')] : []),
    ...(rights.has('data.import') ? [step('firstImport', '/import')] : []),
    ...(rights.has('records.write') ? [step('firstAddress', '/addresses')] : []),
  ]
}

/** Whether the key of any office that reports here is on file. */
async function knowsUnit(db: ReadDb): Promise<boolean> {
  const row = await db.selectFrom('unit_key').select('id').where('role', '=', 'sender').limit(1).executeTakeFirst()
  return row !== undefined
}

async function has(db: ReadDb, { table, unitId }: { table: 'address' | 'village'; unitId: string }): Promise<boolean> {
  const row = await db
    .selectFrom(table)
    .select('id')
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function step(kind: WorkKind, link: string): GroupedLine {
  const nothing = { name: null, detail: null, fromMonth: null, toMonth: null, amount: null, currency: 'VND' as const }
  return { group: 'today', line: { key: kind, kind, ...nothing, count: 1, by: null, recordId: null, link } }
}
