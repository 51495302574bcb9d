import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, type RecordChanges, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { DuplicateKind, MergeInput } from '../common/duplicateSchemas.ts'
import { moveLinks } from './linkFates.ts'
import { mergeAddressFiles } from './mergeAddresses.ts'
import { mergeDonorFiles } from './mergeDonors.ts'
import { pairKey, readDismissedKeys } from './pairRepo.ts'

export interface MergeWish extends MergeInput {
  today: string
  mayApprove: boolean
}

/**
 * Makes two files one, in the caller's transaction: the other becomes an alias of the survivor (docs/decisions/0007), what is
 * still going on moves to the survivor with a journal row each, money and history stay. Everything one merge writes carries
 * the call's command, by which `undoMerge` finds it again.
 * @throws `duplicates.sameFile`, `duplicates.saidDifferent`, and what the kinds refuse
 */
export async function mergeRecords(
  db: WriteDb,
  context: WriteContext,
  wish: MergeWish,
): Promise<{ mergeId: string; moved: number }> {
  const { kind, survivorId, otherId } = wish
  if (survivorId === otherId) refuse('duplicates.sameFile')
  if ((await readDismissedKeys(db, kind)).has(pairKey(survivorId, otherId))) refuse('duplicates.saidDifferent')
  if (context.commandId === undefined) throw new Error('a merge without a command could not be undone')
  const mergeId = await insertRecord(db, context, {
    table: 'record_merge',
    values: { kind, survivor_id: survivorId, loser_id: otherId, command_id: context.commandId, undone_at: null },
  })
  const moved =
    kind === 'address' ? await mergeAddressFiles(db, context, wish) : await mergeDonorFiles(db, context, wish)
  return { mergeId, moved }
}

/** The other file and all that were merged into it before name the survivor; what goes on in it moves. */
export async function makeAlias(
  db: WriteDb,
  context: WriteContext,
  { kind, survivorId, otherId }: { kind: DuplicateKind; survivorId: string; otherId: string },
): Promise<number> {
  await pointAliases(db, context, { table: kind, from: otherId, to: survivorId })
  return moveLinks(db, context, { kind, from: otherId, to: survivorId })
}

/** An alias stays one step deep: who was merged into `from` before is merged into `to` now. */
export async function pointAliases(
  db: WriteDb,
  context: WriteContext,
  { table, from, to }: { table: 'address' | 'person' | 'donor'; from: string; to: string },
): Promise<void> {
  const rows = await db
    .selectFrom(table)
    .select(['id', 'version'])
    .where((where) => where.or([where('id', '=', from), where('merged_into', '=', from)]))
    .where('owner_unit', '=', context.unitId)
    .execute()
  const changes: RecordChanges<typeof table> = { merged_into: to }
  for (const { id, version } of rows) await updateRecord(db, context, { table, id, version: Number(version), changes })
}
