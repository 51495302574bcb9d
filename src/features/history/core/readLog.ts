import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { JournalTable } from '../../../db/tables/systemTables.ts'
import type { ChangeOp, HistoryEntry, RecordChange } from '../common/historySchemas.ts'
import type { LogKind } from '../common/logKinds.ts'
import type { LogEntry, LogFilter, LoggedChange } from '../common/logSchemas.ts'
import { isRecordTable } from '../common/recordFields.ts'
import { meantFirst } from '../common/recordGroups.ts'
import { type Act, countAct, findMark, type JournalMark, listActs, listRowsOfAct, readJournal } from './journalActs.ts'
import { readChanges, readEntries } from './readEntries.ts'
import { readRecordPlaces } from './recordPlaces.ts'

const RECORDS_SHOWN = 6

/** A page of the office's log, the latest first. */
export async function readLog(
  db: ReadDb,
  filter: LogFilter,
  page: { before: number | undefined; limit: number },
): Promise<{ entries: LogEntry[]; next: number | null }> {
  const { acts, next } = await listActs(db, filter, page)
  const sources = await readSources(db, acts)
  const shown = acts.map((act) => ({ act, ids: marksToShow(act, sources).map(({ id }) => id) }))
  const rows = await readJournal(
    db,
    shown.flatMap(({ ids }) => ids),
  )
  const told = await readEntries(db, rows)
  const places = await placeChanges(
    db,
    told.flatMap(({ records }) => records),
  )
  const entries = new Map(told.map((entry) => [entry.journalId, entry]))
  const byId = new Map(rows.map((row) => [row.id, row]))
  const logged: LogEntry[] = []
  for (const { act, ids } of shown) {
    const [entry, row] = [entries.get(ids[0] ?? ''), byId.get(ids[0] ?? '')]
    if (entry === undefined || row === undefined) continue
    const counts = row.batch_id === null ? undefined : countsOf(await countAct(db, filter, act))
    logged.push(toLogEntry({ entry, row, counts, source: sources.get(row.batch_id ?? ''), places }))
  }
  return { entries: logged, next }
}

/** Everything one entry of the log changed, the latest first. @throws `common.notFound` */
export async function readLogRows(
  db: ReadDb,
  { journalId, before, limit }: { journalId: string; before: number | undefined; limit: number },
): Promise<{ records: LoggedChange[]; next: number | null }> {
  const mark = await findMark(db, journalId)
  if (mark === undefined) refuse('common.notFound')
  const rows = await listRowsOfAct(db, mark, { before, limit })
  const shown = rows.slice(0, limit)
  const changes = await readChanges(db, shown)
  const withPlaces = await placeChanges(db, changes)
  const last = shown.at(-1)
  return {
    records: changes.flatMap((change) => withPlaces.get(change) ?? []),
    next: last === undefined || rows.length <= limit ? null : Number(last.change_seq),
  }
}

async function placeChanges(
  db: ReadDb,
  changes: readonly RecordChange[],
): Promise<ReadonlyMap<RecordChange, LoggedChange>> {
  const places = await readRecordPlaces(
    db,
    changes.map(({ table, rowId }) => ({ table, id: rowId })),
  )
  return new Map(
    changes.map((change) => [change, { ...change, ...(places.get(change.rowId) ?? { path: null, addressId: null }) }]),
  )
}

/** What a person meant comes first: a file before its person and its first step. Of an import one speaks for all. */
function marksToShow({ marks }: Act, sources: ReadonlyMap<string, BatchSource>): JournalMark[] {
  return marks
    .filter(({ table_name }) => isRecordTable(table_name))
    .sort((a, b) => meantFirst(a.table_name, b.table_name))
    .slice(0, sources.has(marks[0]?.batch_id ?? '') ? 1 : RECORDS_SHOWN)
}

interface ToLog {
  entry: HistoryEntry
  /** The row the entry speaks by. */
  row: JournalTable
  /** How much a batch wrote. */
  counts: Counts | undefined
  source: BatchSource | undefined
  places: ReadonlyMap<RecordChange, LoggedChange>
}

function toLogEntry({ entry, row, counts, source, places }: ToLog): LogEntry {
  const { undoable: _undoable, undone: _undone, ...told } = entry
  const isBatch = source !== undefined
  return {
    ...told,
    size: counts === undefined ? told.size : counts.reduce((sum, { count }) => sum + count, 0),
    records: isBatch ? [] : entry.records.flatMap((record) => places.get(record) ?? []),
    kind: kindOf(entry, { isBatch, row }),
    batch: isBatch ? { ...source, counts: counts ?? [] } : null,
  }
}

function kindOf(entry: HistoryEntry, { isBatch, row }: { isBatch: boolean; row: JournalTable }): LogKind {
  if (isBatch) return row.op === 'delete' || row.table_name === 'import_batch' ? 'undone' : 'imported'
  if (entry.act === 'undo') return 'undone'
  if (entry.records.some(({ table, op }) => table === 'record_merge' && op === 'insert')) return 'merged'
  return KINDS[row.op]
}

const KINDS: Record<ChangeOp, LogKind> = {
  insert: 'made',
  update: 'changed',
  delete: 'removed',
  restore: 'restored',
}

type Counts = NonNullable<LogEntry['batch']>['counts']
type BatchSource = Omit<NonNullable<LogEntry['batch']>, 'counts'>

function countsOf(counted: ReadonlyMap<string, number>): Counts {
  return [...counted]
    .flatMap(([table, count]) => (isRecordTable(table) && table !== 'import_batch' ? [{ table, count }] : []))
    .sort((a, b) => b.count - a.count)
}

/** Which batches are an import of a file, or a book that came; what the program filled in for practice is told as work. */
async function readSources(db: ReadDb, acts: readonly Act[]): Promise<Map<string, BatchSource>> {
  const ids = [...new Set(acts.flatMap(({ marks }) => marks[0]?.batch_id ?? []))]
  if (ids.length === 0) return new Map()
  const files = await db.selectFrom('import_batch').select(['id', 'file_name']).where('id', 'in', ids).execute()
  const books = await db.selectFrom('book_move').select('id').where('id', 'in', ids).execute()
  return new Map([
    ...files.map(({ id, file_name }): [string, BatchSource] => [id, { source: 'import', fileName: file_name }]),
    ...books.map(({ id }): [string, BatchSource] => [id, { source: 'book', fileName: null }]),
  ])
}
