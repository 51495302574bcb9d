import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { newRecordId } from '../base/common/recordId.ts'
import type { ReadDb, WriteDb } from './database.ts'
import type { AuditAnchorTable, AuditEntryTable } from './tables/systemTables.ts'

/** What happened, as the monthly page tells it; `chain` is the chain speaking of itself. */
export const AUDIT_KINDS = ['change', 'read', 'search', 'export', 'print', 'bundle', 'session', 'chain'] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

/** Whose chain: one per unit and epoch (docs/decisions/0019). */
export interface AuditOwner {
  unitId: string
  epoch: string
}

/** The end of a chain. Kept anywhere outside the office's file, it shows later whether anything before it was changed. */
export interface AuditHead extends AuditOwner {
  seq: number
  /** SHA-256 in hex. */
  hash: string
}

export interface AuditEvent {
  at: string
  userId: string
  kind: AuditKind
  procedure: string
  count: number
  /** Ids, field names, hashes of files: nothing that would ever have to be erased. */
  body: object
  /** What is committed to but not told by the chain: search words, filters, file names. */
  detail?: object | undefined
  /** Text committed to that is kept elsewhere (journal rows). */
  committed?: string | undefined
}

/**
 * Adds events to the chain, in the transaction of what they tell. The counter's row lock keeps the order to the commit, on
 * PostgreSQL too.
 */
export async function appendAudit(db: WriteDb, owner: AuditOwner, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return
  const last = await reserveAuditSeq(db, owner.epoch, events.length)
  let seq = last - events.length
  let previous = await hashBefore(db, owner, seq + 1)
  const entries: AuditEntryTable[] = []
  const details: { epoch: string; seq: number; salt: string; detail: string | null }[] = []
  for (const event of events) {
    seq += 1
    const salt = randomBytes(16).toString('hex')
    const detail = event.detail === undefined ? null : JSON.stringify(event.detail)
    const unsealed = {
      epoch: owner.epoch,
      seq,
      unit_id: owner.unitId,
      at: event.at,
      user_id: event.userId,
      kind: event.kind,
      procedure: event.procedure,
      count: event.count,
      body: JSON.stringify(event.body),
      commitment: commitTo(salt, detail ?? event.committed ?? ''),
      previous_hash: previous,
    }
    previous = hashOfEntry(unsealed)
    entries.push({ ...unsealed, hash: previous })
    details.push({ epoch: owner.epoch, seq, salt, detail })
  }
  await db.insertInto('audit_entry').values(entries).execute()
  await db.insertInto('audit_detail').values(details).execute()
}

/** An entry of the chain whose values were taken away by law, and what it is held to since. */
export interface Recommitted {
  epoch: string
  seq: number
  commitment: string
}

/** What the chain says of itself: the chain it continues after a restore, entries that are held to other words since. */
interface ChainBody {
  continues?: { epoch?: string }
  erased?: Recommitted[]
}

/** What the entries of kind `chain` say, the oldest first. One altered past reading is left to the check of its hash. */
export async function readChainBodies(db: ReadDb | WriteDb): Promise<ChainBody[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .select('body')
    .where('kind', '=', 'chain')
    .orderBy('at')
    .orderBy('seq')
    .execute()
  return rows.flatMap(({ body }) => {
    try {
      // Safe: only the restore and `eraseTraces` write such entries.
      return [JSON.parse(body) as ChainBody]
    } catch {
      return []
    }
  })
}

/** The head of the chain of this office's present epoch; undefined while nothing was recorded in it. */
export async function readAuditHead(db: ReadDb | WriteDb): Promise<AuditHead | undefined> {
  const office = await db.selectFrom('setting').select('value').where('name', '=', 'office').executeTakeFirst()
  if (office === undefined) return undefined
  // Safe: only `writeOfficeSettings` writes this row.
  const { epoch } = JSON.parse(office.value) as { epoch: string }
  return readHeadOf(db, epoch)
}

export async function readHeadOf(db: ReadDb | WriteDb, epoch: string): Promise<AuditHead | undefined> {
  const row = await db
    .selectFrom('audit_entry')
    .select(['unit_id', 'seq', 'hash'])
    .where('epoch', '=', epoch)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : { unitId: row.unit_id, epoch, seq: Number(row.seq), hash: row.hash }
}

/** Notes that a head left the file: what a later check compares the chain with, beside what comes back from outside. */
export async function noteAuditAnchor(
  db: WriteDb,
  head: AuditHead,
  { at, place, reference }: Pick<AuditAnchorTable, 'at' | 'place' | 'reference'>,
): Promise<void> {
  const { epoch, seq, hash } = head
  await db.insertInto('audit_anchor').values({ id: newRecordId(), epoch, seq, hash, at, place, reference }).execute()
}

/**
 * The head as it stands on paper: number of entries and the first 80 bits of its hash in groups of four, e.g.
 * `1482 · 9f3a 2c11 40be 77d0 5e92`.
 */
export function auditHeadText({ seq, hash }: Pick<AuditHead, 'seq' | 'hash'>): string {
  return `${seq} · ${hash.slice(0, 20).replace(/(.{4})(?=.)/g, '$1 ')}`
}

/** SHA-256 over everything an entry says and the hash before it. */
export function hashOfEntry(entry: Omit<AuditEntryTable, 'hash'>): string {
  const said = [
    'nhip-cau audit v1',
    entry.unit_id,
    entry.epoch,
    Number(entry.seq),
    entry.at,
    entry.user_id,
    entry.kind,
    entry.procedure,
    Number(entry.count),
    entry.body,
    entry.commitment,
    entry.previous_hash,
  ]
  return sha256(JSON.stringify(said))
}

/** What the first entry of a chain follows. */
export function genesisHash({ unitId, epoch }: AuditOwner): string {
  return sha256(JSON.stringify(['nhip-cau audit genesis v1', unitId, epoch]))
}

/** With a salt, so that the commitment to a short text tells nothing once text and salt are erased. */
export function commitTo(salt: string, text: string): string {
  return sha256(`${salt}\n${text}`)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

async function reserveAuditSeq(db: WriteDb, epoch: string, count: number): Promise<number> {
  const row = await db
    .insertInto('counter')
    .values({ name: `audit:${epoch}`, value: count })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`counter.value + ${count}` }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return Number(row.value)
}

async function hashBefore(db: WriteDb, owner: AuditOwner, seq: number): Promise<string> {
  if (seq === 1) return genesisHash(owner)
  const row = await db
    .selectFrom('audit_entry')
    .select('hash')
    .where('epoch', '=', owner.epoch)
    .where('seq', '=', seq - 1)
    .executeTakeFirst()
  // A chain that was cut goes on, or the office could not work; the check finds the place.
  return row?.hash ?? genesisHash(owner)
}
