import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { rightsOf } from '../../../base/common/rights.ts'
import type { WriteDb } from '../../../db/database.ts'
import type { Session } from '../../../db/office.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { historyContract } from '../common/contract.ts'
import type { Undone } from '../common/historySchemas.ts'
import { rightToRead } from '../common/recordFields.ts'
import { meantFirst } from '../common/recordGroups.ts'
import { commandsBackwards, findCommandOf, type JournalCommand, standingOf } from './commandRepo.ts'
import { listOwnJournal, listRecordJournal } from './journalRepo.ts'
import { readEntries } from './readEntries.ts'
import { readLog, readLogRows } from './readLog.ts'
import { undoCommand } from './undoCommand.ts'
import { readRecordNames } from './valueWords.ts'

const os = implement(historyContract).$context<DoorContext>().use(requireRight)

export const historyHandlers = {
  forRecord: os.forRecord.handler(async ({ input, context }) => {
    if (!rightsOf(context.session.roles).has(rightToRead(input.table))) refuse('common.notAllowed')
    const entries = await readEntries(context.db, await listRecordJournal(context.db, input))
    return { entries: entries.slice(0, input.limit) }
  }),

  recent: os.recent.handler(async ({ input, context }) => {
    const rows = await listOwnJournal(context.db, { userId: context.session.userId, limit: input.limit })
    return { entries: (await readEntries(context.db, rows)).slice(0, input.limit) }
  }),

  log: os.log.handler(({ input: { filter, before, limit }, context }) =>
    readLog(context.db, filter, { before, limit }),
  ),

  logRows: os.logRows.handler(({ input: { journalId, before, limit }, context }) =>
    readLogRows(context.db, { journalId, before, limit }),
  ),

  people: os.people.handler(async ({ context }) => ({
    people: await context.db
      .selectFrom('app_user')
      .select(['id', 'display_name as name'])
      .orderBy('display_name')
      .execute(),
  })),

  undo: os.undo.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      const command = await findCommandOf(db, input.journalId)
      if (command === undefined) refuse('common.notFound')
      return takeBack(db, writer, { command, session: context.session })
    }),
  ),

  undoLast: os.undoLast.handler(({ context }) =>
    context.write(async (db, writer) => {
      const command = await findLastStanding(db, context.session.userId)
      if (command === undefined) refuse('history.nothingToUndo')
      return takeBack(db, writer, { command, session: context.session })
    }),
  ),

  redoLast: os.redoLast.handler(({ context }) =>
    context.write(async (db, writer) => {
      const command = await findLastUndo(db, context.session.userId)
      if (command === undefined) refuse('history.nothingToRedo')
      return takeBack(db, writer, { command, session: context.session })
    }),
  ),
}

async function takeBack(
  db: WriteDb,
  writer: WriteContext,
  { command, session }: { command: JournalCommand; session: Session },
): Promise<Undone> {
  const rows = await undoCommand(db, writer, { command, rights: rightsOf(session.roles) })
  // What a person meant comes before what followed from it: an address before its person and its first step.
  const [main] = rows.toSorted((a, b) => meantFirst(a.table_name, b.table_name))
  if (main === undefined) throw new Error('a command without changes')
  const names = await readRecordNames(db, [{ table: main.table_name, id: main.row_id }])
  return {
    journalId: main.id,
    table: main.table_name,
    op: main.op,
    name: names.get(main.row_id) ?? null,
    size: rows.length,
  }
}

/** The latest work of the user that nothing has taken back. */
async function findLastStanding(db: WriteDb, userId: string): Promise<JournalCommand | undefined> {
  for await (const command of commandsBackwards(db, userId)) {
    const { depth, stands } = await standingOfCommand(db, command)
    if (depth === 0 && stands) return command
  }
  return undefined
}

/** The user's latest undo that stands, unless other work came after it. */
async function findLastUndo(db: WriteDb, userId: string): Promise<JournalCommand | undefined> {
  for await (const command of commandsBackwards(db, userId)) {
    const { depth, stands } = await standingOfCommand(db, command)
    if (depth === 0) return undefined
    if (depth % 2 === 1 && stands) return command
  }
  return undefined
}

/** A command is undone as a whole, so its first row speaks for all. */
async function standingOfCommand(db: WriteDb, command: JournalCommand) {
  const standing = await standingOf(db, command.rows.slice(0, 1))
  return [...standing.values()][0] ?? { depth: 0, stands: true }
}
