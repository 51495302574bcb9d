import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { reserveChangeSeq, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { UndoneImport } from '../common/importSchemas.ts'
import { writeTombstoneJournal } from './batchJournal.ts'
import { IMPORTED_TABLES, type ImportedTable } from './importWriter.ts'
import { readKeptSince } from './keptSince.ts'
import { findBatch } from './stagingRepo.ts'
import { unjoinRows } from './unjoinRows.ts'

type UndoneTable = ImportedTable | 'decision'

/**
 * Gives a tombstone to everything one import wrote and to nothing else. Who was worked on since stays with all that belongs to
 * them, and so do villages, sponsors, households and papers that others have come to use.
 * @throws `imports.batchGone`, `imports.notApplied`, `imports.hasMoney`
 */
export async function undoImport(db: WriteDb, context: WriteContext, batchId: string): Promise<UndoneImport> {
  const batch = await findBatch(db, { id: batchId, unitId: context.unitId })
  if (batch === undefined) refuse('imports.batchGone')
  if (batch.state !== 'applied') refuse('imports.notApplied')
  await refuseIfPaid(db, batchId)
  const ofBatch = { ...context, batchId }
  const kept = await readKeptSince(db, batchId)
  const keptIds = kept.map(({ addressId }) => addressId)
  let removed = 0
  // What points goes before what is pointed at, so that "still used by others" is seen rightly.
  for (const table of [...IMPORTED_TABLES].reverse()) {
    const buried = await bury(db, ofBatch, { table, keptIds })
    if (table === 'address') removed = buried
  }
  await bury(db, ofBatch, { table: 'decision', keptIds })
  const unjoined = await unjoinRows(db, ofBatch, batchId)
  await db.deleteFrom('import_row').where('batch_id', '=', batchId).execute()
  await updateRecord(db, ofBatch, {
    table: 'import_batch',
    id: batchId,
    version: batch.version,
    changes: { state: 'undone' },
  })
  return { removed, unjoined, kept }
}

/** Money is taken back by a reversal, receipt by receipt, and then the import can go. */
async function refuseIfPaid(db: WriteDb, batchId: string): Promise<void> {
  const addresses = sql`(select id from address where import_id = ${batchId})`
  const pairings = sql`(select id from pairing where import_id = ${batchId})`
  const donors = sql`(select id from donor where import_id = ${batchId})`
  const money = await count(
    db,
    sql`select
      (select count(*) from delivery where deleted_at is null and (address_id in ${addresses} or pairing_id in ${pairings}))
      + (select count(*) from allocation where deleted_at is null and pairing_id in ${pairings})
      + (select count(*) from receipt where deleted_at is null and donor_id in ${donors})
      + (select count(*) from house_funding where deleted_at is null and donor_id in ${donors}) as used`,
  )
  if (money > 0) refuse('imports.hasMoney', { count: money })
}

async function count(db: WriteDb, query: ReturnType<typeof sql>): Promise<number> {
  // Safe: both queries select one row with the column `used`.
  const { rows } = (await query.execute(db)) as { rows: { used: number | string }[] }
  return Number(rows[0]?.used ?? 0)
}

const LIVED_IN = sql`(select household_id from address where deleted_at is null and household_id is not null)`

/** Records of the batch that others use or that belong to somebody who stays. */
const STILL_USED: Partial<Record<UndoneTable, ReturnType<typeof sql>>> = {
  // A head who has no file of their own stays with the household.
  person: sql`(select person_id from address where deleted_at is null and person_id is not null
    union select head_person_id from household where head_person_id is not null and id in ${LIVED_IN})`,
  household: LIVED_IN,
  village: sql`(select village_id from address where deleted_at is null and village_id is not null)`,
  donor: sql`(select donor_id from pairing where deleted_at is null)`,
  decision: sql`(select decision_id from address where deleted_at is null and decision_id is not null)`,
}

/** Where to look for what an import wrote; the journal then tells which of it. */
function placeOf(table: UndoneTable, batchId: string): ReturnType<typeof sql> {
  const addresses = (column: 'id' | 'person_id') =>
    sql`(select ${sql.ref(column)} from address where import_id = ${batchId})`
  if (table === 'address' || table === 'pairing' || table === 'donor') return sql`import_id = ${batchId}`
  const households = sql`(select household_id from address where import_id = ${batchId} and household_id is not null)`
  if (table === 'person') return sql`(id in ${addresses('person_id')} or household_id in ${households})`
  if (table === 'household') return sql`id in ${households}`
  if (table === 'address_step') return sql`address_id in ${addresses('id')}`
  return table === 'instalment' ? sql`pairing_id in (select id from pairing where import_id = ${batchId})` : sql`true`
}

/** A kỳ has no journal row of the import: it goes with its pairing, also when it was planned anew since. */
function bornIn(table: UndoneTable, batchId: string): ReturnType<typeof sql> {
  if (table === 'instalment') return sql``
  return sql`and exists (select 1 from journal where journal.row_id = ${sql.table(table)}.id and batch_id = ${batchId}
    and table_name = ${table} and op = 'insert')`
}

/** What belongs to an address that stays. */
function ofKept(table: UndoneTable, keptIds: readonly string[]): ReturnType<typeof sql> {
  if (keptIds.length === 0) return sql``
  const kept = sql`(${sql.join([...keptIds])})`
  if (table === 'address') return sql`and id not in ${kept}`
  if (table === 'address_step' || table === 'pairing') return sql`and address_id not in ${kept}`
  if (table !== 'instalment') return sql``
  return sql`and pairing_id not in (select id from pairing where address_id in ${kept})`
}

async function bury(
  db: WriteDb,
  context: WriteContext & { batchId: string },
  { table, keptIds }: { table: UndoneTable; keptIds: readonly string[] },
): Promise<number> {
  const used = STILL_USED[table]
  const standing = sql`select id from ${sql.table(table)} where ${placeOf(table, context.batchId)}
    ${bornIn(table, context.batchId)} and deleted_at is null ${ofKept(table, keptIds)}
    ${used === undefined ? sql`` : sql`and id not in ${used}`}`
  const rows = await count(db, sql`select count(*) as used from (${standing}) as standing`)
  if (rows === 0) return 0
  const lastSeq = await reserveChangeSeq(db, rows)
  const firstSeq = lastSeq - rows + 1
  await sql`
    update ${sql.table(table)} set deleted_at = ${context.now}, version = version + 1, change_seq = numbered.seq
    from (select id as row_id, row_number() over (order by id) + ${firstSeq - 1} as seq from (${standing}) as standing)
      as numbered
    where ${sql.table(table)}.id = numbered.row_id`.execute(db)
  if (table !== 'instalment') {
    await writeTombstoneJournal(db, context, { table, batchId: context.batchId, firstSeq, lastSeq })
  }
  return rows
}
