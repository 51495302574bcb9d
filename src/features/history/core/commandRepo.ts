import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { JournalTable } from '../../../db/tables/systemTables.ts'

/** All journal rows of one command, newest first; a row without a command stands alone. */
export interface JournalCommand {
  key: string
  rows: JournalTable[]
}

export async function findCommandOf(db: ReadDb | WriteDb, journalId: string): Promise<JournalCommand | undefined> {
  const row = await db.selectFrom('journal').selectAll().where('id', '=', journalId).executeTakeFirst()
  if (row === undefined) return undefined
  if (row.command_id === null) return { key: row.id, rows: [row] }
  const rows = await db
    .selectFrom('journal')
    .selectAll()
    .where('command_id', '=', row.command_id)
    .orderBy('change_seq', 'desc')
    .execute()
  return { key: row.command_id, rows }
}

/** The user's commands from the latest back, one at a time, so that the caller stops as soon as it knows. */
export async function* commandsBackwards(db: ReadDb | WriteDb, userId: string): AsyncGenerator<JournalCommand> {
  let before = Number.MAX_SAFE_INTEGER
  while (true) {
    const latest = await db
      .selectFrom('journal')
      .select(['id', 'change_seq'])
      .where('user_id', '=', userId)
      .where('change_seq', '<', before)
      .orderBy('change_seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    const command = latest === undefined ? undefined : await findCommandOf(db, latest.id)
    if (latest === undefined || command === undefined) return
    yield command
    before = Math.min(...command.rows.map((row) => row.change_seq))
  }
}

export interface Standing {
  /** How many undoings lie under the row: 0 for work of its own, 1 for an undo, 2 for doing it again. */
  depth: number
  /** Nothing that stands has taken it back. */
  stands: boolean
}

/** Whether journal rows still stand. The chains are short: an undo, a redo, rarely more. */
export async function standingOf(
  db: ReadDb | WriteDb,
  rows: readonly Pick<JournalTable, 'id' | 'undoes'>[],
): Promise<Map<string, Standing>> {
  const undoneBy = await findUndoings(db, rows)
  const depths = await findDepths(db, rows)
  return new Map(rows.map(({ id }) => [id, { depth: depths.get(id) ?? 0, stands: stillStands(id, undoneBy) }]))
}

function stillStands(id: string, undoneBy: Map<string, string[]>): boolean {
  return !(undoneBy.get(id) ?? []).some((undoing) => stillStands(undoing, undoneBy))
}

async function findUndoings(db: ReadDb | WriteDb, rows: readonly { id: string }[]): Promise<Map<string, string[]>> {
  const undoneBy = new Map<string, string[]>()
  let ids = rows.map((row) => row.id)
  while (ids.length > 0) {
    const found = await inChunks(ids, (chunk) =>
      db.selectFrom('journal').select(['id', 'undoes']).where('undoes', 'in', chunk).execute(),
    )
    for (const { id, undoes } of found) {
      if (undoes !== null) undoneBy.set(undoes, [...(undoneBy.get(undoes) ?? []), id])
    }
    ids = found.map((row) => row.id)
  }
  return undoneBy
}

async function findDepths(
  db: ReadDb | WriteDb,
  rows: readonly Pick<JournalTable, 'id' | 'undoes'>[],
): Promise<Map<string, number>> {
  const depths = new Map(rows.map((row) => [row.id, 0]))
  let chains = rows.map((row) => ({ start: row.id, undoes: row.undoes }))
  while (chains.some(({ undoes }) => undoes !== null)) {
    chains = chains.filter(({ undoes }) => undoes !== null)
    for (const { start } of chains) depths.set(start, (depths.get(start) ?? 0) + 1)
    const ids = chains.flatMap(({ undoes }) => undoes ?? [])
    const targets = await inChunks(ids, (chunk) =>
      db.selectFrom('journal').select(['id', 'undoes']).where('id', 'in', chunk).execute(),
    )
    const next = new Map(targets.map(({ id, undoes }) => [id, undoes]))
    chains = chains.map(({ start, undoes }) => ({ start, undoes: next.get(undoes ?? '') ?? null }))
  }
  return depths
}

/** Well under the number of values one statement may carry. */
const VALUES_AT_ONCE = 500

async function inChunks<Row>(ids: string[], read: (chunk: string[]) => Promise<Row[]>): Promise<Row[]> {
  const found: Row[] = []
  for (let start = 0; start < ids.length; start += VALUES_AT_ONCE) {
    found.push(...(await read(ids.slice(start, start + VALUES_AT_ONCE))))
  }
  return found
}
