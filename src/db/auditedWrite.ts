import { type AuditEvent, type AuditOwner, appendAudit } from './auditChain.ts'
import type { ReadDb, WriteDb } from './database.ts'
import type { WriteContext } from './recordWriter.ts'
import type { JournalTable } from './tables/systemTables.ts'

export interface AuditedAct {
  owner: AuditOwner
  writer: WriteContext
  procedure: string
  /** Whether an act that changed no record (a setting, a user) is told too. */
  always: boolean
  /** Whom or what it was about, where no record says it. */
  subject?: string | undefined
}

/** Above this many changes an entry tells only how many of which table: the commitment covers each of them all the same. */
const MOST_TOLD = 20

/**
 * Runs `work` and, in the same transaction, adds one entry to the audit chain for all it changed: which records and which of
 * their fields, and a commitment to the journal rows with the values. One entry also for an import of ten thousand lines.
 */
export async function auditedWrite<Value>(
  db: WriteDb,
  act: AuditedAct,
  work: (db: WriteDb, writer: WriteContext) => Promise<Value>,
): Promise<Value> {
  const before = await readChangeSeq(db)
  const value = await work(db, act.writer)
  const after = await readChangeSeq(db)
  if (after > before || act.always) await appendAudit(db, act.owner, [await describeChange(db, act, { before, after })])
  return value
}

/** The changes an entry speaks of: those of its command between two change numbers. */
export interface ChangeRange {
  before: number
  after: number
}

/** Journal rows of one command in the order of change: what a change entry commits to. */
export async function readCommittedRows(
  db: ReadDb | WriteDb,
  { commandId, userId }: { commandId: string | undefined; userId: string },
  { before, after }: ChangeRange,
): Promise<CommittedRow[]> {
  const rows = db
    .selectFrom('journal')
    .select(['change_seq', 'table_name', 'row_id', 'op', 'old_values', 'new_values'])
    .where('user_id', '=', userId)
    .where('change_seq', '>', before)
    .where('change_seq', '<=', after)
    .orderBy('change_seq')
  if (commandId === undefined) return rows.where('command_id', 'is', null).execute()
  // Rows born in a batch belong to it, and are undone with it, not with the command.
  return rows
    .where((where) => where.or([where('command_id', '=', commandId), where('command_id', 'is', null)]))
    .execute()
}

export type CommittedRow = Pick<
  JournalTable,
  'change_seq' | 'table_name' | 'row_id' | 'op' | 'old_values' | 'new_values'
>

/** One line per journal row; the id of the journal row itself is left out, since nothing depends on it. */
export function committedText(rows: readonly CommittedRow[]): string {
  return rows
    .map((row) =>
      JSON.stringify([Number(row.change_seq), row.table_name, row.row_id, row.op, row.old_values, row.new_values]),
    )
    .join('\n')
}

async function describeChange(db: WriteDb, act: AuditedAct, range: ChangeRange): Promise<AuditEvent> {
  const { commandId, userId, now } = act.writer
  const changed = range.after > range.before
  const rows = changed ? await readCommittedRows(db, { commandId, userId }, range) : []
  return {
    at: now,
    userId,
    kind: 'change',
    procedure: act.procedure,
    count: range.after - range.before,
    body: {
      ...(commandId === undefined ? {} : { commandId }),
      ...range,
      ...tellRows(rows),
      ...(act.subject === undefined ? {} : { subject: act.subject }),
    },
    committed: committedText(rows),
  }
}

function tellRows(rows: readonly CommittedRow[]): object {
  if (rows.length > MOST_TOLD) {
    const tables: Record<string, number> = {}
    for (const { table_name } of rows) tables[table_name] = (tables[table_name] ?? 0) + 1
    return { tables }
  }
  return { records: rows.map((row) => ({ table: row.table_name, id: row.row_id, op: row.op, fields: fieldsOf(row) })) }
}

function fieldsOf({ new_values, old_values }: CommittedRow): string[] {
  const values = new_values ?? old_values
  return values === null ? [] : Object.keys(JSON.parse(values))
}

async function readChangeSeq(db: WriteDb): Promise<number> {
  const row = await db.selectFrom('counter').select('value').where('name', '=', 'change_seq').executeTakeFirst()
  return Number(row?.value ?? 0)
}
