import { implement } from '@orpc/server'
import { addDays } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import { newRecordId } from '../../../base/common/recordId.ts'
import type { ReadDb } from '../../../db/database.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { provinceContract } from '../common/contract.ts'
import { USUAL_DUE_DAYS } from '../common/gridState.ts'
import { listCrossUnitPairs } from './crossUnitPairs.ts'
import { readGrid } from './gridRepo.ts'
import { closeQuestion, insertQuestion, listQuestions } from './questionRepo.ts'
import { readTransfers } from './transferRepo.ts'
import { readNamesOf } from './unitNames.ts'

const os = implement(provinceContract).$context<DoorContext>().use(requireRight)
const DUE_SETTING = 'province.dueDays'
/** Written by the opening of a directory (features/bundles/core/directory). */
const DIRECTORY_DUE_SETTING = 'directory.dueDays'

export const provinceHandlers = {
  grid: os.grid.handler(async ({ input, context }) => {
    const dueDays = await readDueDays(context.db)
    const today = context.services.clock.today()
    const officeId = context.office.unitId
    return { rows: await readGrid(context.db, { ...input, today, dueDays, officeId }), dueDays }
  }),

  transfers: os.transfers.handler(async ({ input, context }) => ({ ways: await readTransfers(context.db, input) })),

  setDueDays: os.setDueDays.handler(async ({ input, context }) => {
    const value = String(input.days)
    await context.write((db) =>
      db
        .insertInto('setting')
        .values({ name: DUE_SETTING, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute(),
    )
    return { days: input.days }
  }),

  ask: os.ask.handler(async ({ input, context }) => {
    const { unitId, ...question } = input
    if (!(await readNamesOf(context.db, [unitId])).has(unitId)) refuse('province.unknownUnit')
    const id = newRecordId()
    const asked_by = context.session.displayName
    await context.write((db, { now }) =>
      insertQuestion(db, { ...question, id, unit_id: unitId, asked_by, asked_at: now, answered_at: null }),
    )
    return { id }
  }),

  listQuestions: os.listQuestions.handler(async ({ input, context }) => ({
    questions: await listQuestions(context.db, input),
  })),

  crossPairs: os.crossPairs.handler(async ({ context }) => ({
    pairs: await listCrossUnitPairs(context.db, addDays(context.services.clock.today(), -365)),
  })),

  closeQuestion: os.closeQuestion.handler(async ({ input, context }) => {
    const closed = await context.write((db, { now }) => closeQuestion(db, { id: input.id, now }))
    if (!closed) refuse('common.notFound')
    return { id: input.id }
  }),
}

/** The office's own setting, else what the centre's directory says, else what is usual. */
async function readDueDays(db: ReadDb): Promise<number> {
  const names = [DUE_SETTING, DIRECTORY_DUE_SETTING]
  const rows = await db.selectFrom('setting').selectAll().where('name', 'in', names).execute()
  const value = (name: string) => rows.find((row) => row.name === name)?.value
  return Number(value(DUE_SETTING) ?? value(DIRECTORY_DUE_SETTING) ?? USUAL_DUE_DAYS)
}
