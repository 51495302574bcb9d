import { randomUUID } from 'node:crypto'
import { type AuditHead, appendAudit, readAuditHead } from './auditChain.ts'
import type { WriteDb } from './database.ts'
import type { OfficeSettings } from './openOffice.ts'

export interface Restored {
  /** Who put it back; the program on a PC that has no office yet. */
  userId: string
  now: string
  procedure: string
  /** Which backup, where it is known. */
  backup?: string
  /** The end of the log of the book it was put in place of. */
  setAside?: AuditHead | undefined
}

/**
 * An old state comes back: the next bundle is a full report of a new chain, so the province cannot mistake it for a fork. The
 * log's new chain begins with the end of the one it continues. Returns the settings of the office from now on.
 */
export async function startNewEpoch(db: WriteDb, restored: Restored): Promise<OfficeSettings> {
  const { value } = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'office')
    .executeTakeFirstOrThrow()
  const continues = await readAuditHead(db)
  // Safe: only `writeOfficeSettings` and this write this row.
  const settings: OfficeSettings = { ...(JSON.parse(value) as OfficeSettings), epoch: randomUUID() }
  await db
    .updateTable('setting')
    .set({ value: JSON.stringify(settings) })
    .where('name', '=', 'office')
    .execute()
  const { userId, now: at, procedure, backup, setAside } = restored
  const body = { backup, continues: endOf(continues), setAside: endOf(setAside) }
  await appendAudit(db, settings, [{ at, userId, kind: 'chain', procedure, count: 0, body }])
  return settings
}

function endOf(head: AuditHead | undefined) {
  return head === undefined ? null : { epoch: head.epoch, seq: head.seq, hash: head.hash }
}
