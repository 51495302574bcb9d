import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { foldForSearch } from '../base/common/foldForSearch.ts'
import { appendAudit, commitTo, type Recommitted, readChainBodies } from './auditChain.ts'
import { committedText, readCommittedRows } from './auditedWrite.ts'
import type { ReadDb, WriteDb } from './database.ts'
import { keepErased } from './honouredRequests.ts'
import type { RestoredOffice } from './office.ts'
import type { WriteContext } from './recordWriter.ts'
import type { AuditEntryTable } from './tables/systemTables.ts'
import type { OwnedTableName } from './tables.ts'

interface ErasedPerson {
  /** Records whose old and new values go from the journal. */
  records: readonly { table: OwnedTableName; id: string }[]
  /** Names and numbers as they stood in the book: what was asked for by them goes too. */
  words: readonly string[]
}

/**
 * Takes what the journal and the audit log kept of somebody away: that something was done, when and by whom stays, what it was
 * goes. An entry of the chain commits to what is taken, so a further entry says in the open what it is committed to from now
 * on. An entry that did not fit before keeps its old commitment: erasing hides no tampering.
 */
export async function eraseTraces(
  db: WriteDb,
  { office, writer }: { office: RestoredOffice; writer: WriteContext },
  { records, words }: ErasedPerson,
): Promise<void> {
  const on = writer.now.slice(0, 10)
  await keepErased(
    db,
    records.flatMap(({ table, id }) => (table === 'address' || table === 'person' ? [{ table, id, on }] : [])),
  )
  const held = await readCommitments(db)
  const changes = await soundChanges(db, records, held)
  await eraseJournal(db, records)
  const asked = await eraseAsked(db, words, held)
  if (office.database.dialect === 'sqlite') await forgetSearchWords(db)
  const recommitted: Recommitted[] = []
  for (const entry of changes) recommitted.push(await commitAnew(db, entry, await journalTextOf(db, entry)))
  for (const entry of asked) recommitted.push(await commitAnew(db, entry, ''))
  if (recommitted.length === 0) return
  const { now: at, userId } = writer
  const body = { erased: recommitted }
  const event = {
    at,
    userId,
    kind: 'chain' as const,
    procedure: 'addresses.anonymise',
    count: recommitted.length,
    body,
  }
  await appendAudit(db, office, [event])
}

/** The index of SQLite only marks a word as gone from a record; brought into one piece it holds no word that no record has. */
async function forgetSearchWords(db: WriteDb): Promise<void> {
  for (const index of ['search_words', 'search_trigrams'])
    await sql`insert into ${sql.table(index)}(${sql.ref(index)}) values ('optimize')`.execute(db)
}

/** What entries are held to since something of them was taken away, by `<epoch> <seq>`; the last word counts. */
export async function readCommitments(db: ReadDb | WriteDb): Promise<ReadonlyMap<string, string>> {
  const said = (await readChainBodies(db)).flatMap(({ erased }) => erased ?? [])
  return new Map(said.map(({ epoch, seq, commitment }) => [`${epoch} ${seq}`, commitment]))
}

type ChangeEntry = Pick<AuditEntryTable, 'epoch' | 'seq' | 'user_id' | 'body' | 'commitment'>
type Records = ErasedPerson['records']

/** Well under the number of values one statement may carry. */
const AT_ONCE = 300

/** The entries that tell of changes to these records, and fit the journal so far. */
async function soundChanges(db: WriteDb, records: Records, held: ReadonlyMap<string, string>): Promise<ChangeEntry[]> {
  const rows = await journalMarks(db, records)
  const moments = [...new Set(rows.map(({ at }) => at))]
  const sound: ChangeEntry[] = []
  for (let start = 0; start < moments.length; start += AT_ONCE) {
    const entries = await db
      .selectFrom('audit_entry')
      .innerJoin('audit_detail', (join) =>
        join.onRef('audit_detail.epoch', '=', 'audit_entry.epoch').onRef('audit_detail.seq', '=', 'audit_entry.seq'),
      )
      .select(['audit_entry.epoch', 'audit_entry.seq', 'user_id', 'body', 'commitment', 'salt'])
      .where('kind', '=', 'change')
      .where('at', 'in', moments.slice(start, start + AT_ONCE))
      .execute()
    for (const { salt, ...entry } of entries) {
      const { before, after } = rangeOf(entry)
      if (!rows.some(({ change_seq }) => Number(change_seq) > before && Number(change_seq) <= after)) continue
      const commitment = held.get(`${entry.epoch} ${entry.seq}`) ?? entry.commitment
      if (commitTo(salt, await journalTextOf(db, entry)) === commitment) sound.push(entry)
    }
  }
  return sound
}

async function journalMarks(db: WriteDb, records: Records) {
  const marks: { at: string; change_seq: number }[] = []
  for (const { table, ids } of inGroups(records)) {
    const query = db.selectFrom('journal').select(['at', 'change_seq']).where('table_name', '=', table)
    marks.push(...(await query.where('row_id', 'in', ids).execute()))
  }
  return marks
}

async function eraseJournal(db: WriteDb, records: Records): Promise<void> {
  for (const { table, ids } of inGroups(records)) {
    await db
      .updateTable('journal')
      .set({ old_values: null, new_values: null })
      .where('table_name', '=', table)
      .where('row_id', 'in', ids)
      .execute()
  }
}

/** Searches, filters and file names that hold one of the words, however it was typed. */
async function eraseAsked(db: WriteDb, words: readonly string[], held: ReadonlyMap<string, string>) {
  const folded = words.map(foldForSearch).filter((word) => word !== '')
  const rows = await db
    .selectFrom('audit_detail')
    .innerJoin('audit_entry', (join) =>
      join.onRef('audit_entry.epoch', '=', 'audit_detail.epoch').onRef('audit_entry.seq', '=', 'audit_detail.seq'),
    )
    .select(['audit_detail.epoch', 'audit_detail.seq', 'salt', 'detail', 'commitment'])
    .where('detail', 'is not', null)
    .execute()
  const telling = rows.filter(({ detail }) => {
    const text = ` ${foldForSearch(detail ?? '')} `
    return folded.some((word) => text.includes(` ${word} `))
  })
  for (const { epoch, seq } of telling)
    await db
      .updateTable('audit_detail')
      .set({ detail: null })
      .where('epoch', '=', epoch)
      .where('seq', '=', seq)
      .execute()
  return telling.filter(({ epoch, seq, salt, detail, commitment }) => {
    return commitTo(salt, detail ?? '') === (held.get(`${epoch} ${seq}`) ?? commitment)
  })
}

async function commitAnew(
  db: WriteDb,
  { epoch, seq }: { epoch: string; seq: number },
  text: string,
): Promise<Recommitted> {
  const salt = randomBytes(16).toString('hex')
  await db.updateTable('audit_detail').set({ salt }).where('epoch', '=', epoch).where('seq', '=', seq).execute()
  return { epoch, seq: Number(seq), commitment: commitTo(salt, text) }
}

async function journalTextOf(db: WriteDb, { user_id: userId, body }: ChangeEntry): Promise<string> {
  const { before, after, commandId } = rangeOf({ body })
  return committedText(await readCommittedRows(db, { commandId, userId }, { before, after }))
}

function rangeOf({ body }: { body: string }): { before: number; after: number; commandId: string | undefined } {
  // Safe: written by `auditedWrite`; a body that was altered names other rows, which do not fit its commitment.
  const { before, after, commandId } = JSON.parse(body) as { before: number; after: number; commandId?: string }
  return { before, after, commandId }
}

function* inGroups(records: Records): Generator<{ table: OwnedTableName; ids: string[] }> {
  for (const [table, own] of Map.groupBy(records, (record) => record.table)) {
    for (let start = 0; start < own.length; start += AT_ONCE)
      yield { table, ids: own.slice(start, start + AT_ONCE).map(({ id }) => id) }
  }
}
