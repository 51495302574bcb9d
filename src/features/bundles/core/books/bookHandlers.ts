import { implement } from '@orpc/server'
import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb } from '../../../../db/database.ts'
import { type DoorContext, requireRight } from '../../../../db/requireRight.ts'
import { booksContract } from '../../common/books/booksContract.ts'
import { findAnyKey } from '../keys/unitKeysRepo.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { answerBook } from './answerBook.ts'
import { applyBook } from './applyBook.ts'
import { makeBookPart, planBookFiles } from './bookFiles.ts'
import { saveAnswer } from './bookMoveRepo.ts'
import { makeBook } from './makeBook.ts'
import { previewBook } from './previewBook.ts'
import { shownMoves } from './shownMoves.ts'
import { previewSplit, splitScope } from './splitBook.ts'

const os = implement(booksContract).$context<DoorContext>().use(requireRight)

export const bookHandlers = {
  list: os.list.handler(async ({ context }) => ({ books: await shownMoves(context.db) })),

  successors: os.successors.handler(async ({ context }) => ({
    successors: await listSuccessors(context.db, context.office.unitId),
  })),

  make: os.make.handler(({ input, context }) => makeBook(context, input.toUnit)),

  planFiles: os.planFiles.handler(({ input, context }) => planBookFiles(context, input.toUnit)),

  makeFiles: os.makeFiles.handler(({ input, context }) => makeBookPart(context, input)),

  split: os.split.handler(({ context }) => previewSplit(context)),

  answerSplit: os.answerSplit.handler(async ({ input, context }) => {
    await previewSplit(context)
    const scope = splitScope(context.office.unitId)
    const decided_by = context.session.displayName
    await context.write(async (db, { now }) => {
      for (const answer of input.answers) await saveAnswer(db, { scope, ...answer, decided_by, decided_at: now })
    })
    return { left: unanswered((await previewSplit(context)).questions) }
  }),

  preview: os.preview.handler(({ input, context }) => previewBook(context, input.id)),

  answer: os.answer.handler(async ({ input, context }) => {
    const { id, answers } = input
    if ((await previewBook(context, id)).book.state !== 'opened') refuse('bundles.bookSettled')
    const decided_by = context.session.displayName
    await context.write(async (db, { now }) => {
      for (const answer of answers) await saveAnswer(db, { scope: id, ...answer, decided_by, decided_at: now })
    })
    return { left: unanswered((await previewBook(context, id)).questions) }
  }),

  apply: os.apply.handler(({ input, context }) => applyBook(context, input.id)),

  accept: os.accept.handler(({ input, context }) => answerBook(context, input.id)),
}

function unanswered(questions: readonly { answer: string | null }[]): number {
  return questions.filter((question) => question.answer === null).length
}

async function listSuccessors(db: ReadDb, unitId: string) {
  const rows = await db
    .selectFrom('unit_successor')
    .select(['to_unit', 'on_day', 'kind'])
    .where('from_unit', '=', unitId)
    .execute()
  const shown = rows.map(async ({ to_unit, on_day: onDay, kind }) => {
    return { ...(await getUnitNames(db, to_unit)), onDay, kind, hasKey: (await findAnyKey(db, to_unit)) !== undefined }
  })
  return Promise.all(shown)
}
