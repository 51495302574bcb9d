import type { Right } from '../../../base/common/rights.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { WorkKind } from '../common/worklistSchemas.ts'
import type { GroupedLine } from './workRow.ts'

/** What an empty book begins with: villages, then the old register, or the first address by hand; only what one may do. */
export async function readFirstSteps(
  db: ReadDb,
  { unitId, rights }: { unitId: string; rights: ReadonlySet<Right> },
): Promise<GroupedLine[]> {
  if (await has(db, { table: 'address', unitId })) return []
  const hasVillage = await has(db, { table: 'village', unitId })
  return [
    ...(!hasVillage && rights.has('records.write') ? [step('firstVillage', '/villages')] : []),
    ...(rights.has('data.import') ? [step('firstImport', '/import')] : []),
    ...(rights.has('records.write') ? [step('firstAddress', '/addresses')] : []),
  ]
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
