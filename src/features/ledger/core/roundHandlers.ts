import { implement } from '@orpc/server'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { ledgerContract } from '../common/contract.ts'
import { insertAdvance, settleAdvance } from './advanceRepo.ts'
import { closeRound } from './closeRound.ts'
import { confirmRest } from './confirmRound.ts'
import { takeMoneyLock } from './fundBalances.ts'
import { markRoundLine } from './markRoundLine.ts'
import { refuseWrongDay, refuseWrongPlannedDay } from './moneyDays.ts'
import { proposeLines } from './proposeLines.ts'
import { listRounds, readRound } from './readRound.ts'
import {
  changeLine,
  draftRound,
  insertLines,
  insertRound,
  removeLine,
  removeRound,
  reopenRound,
  updateRound,
} from './roundRepo.ts'

const os = implement(ledgerContract.rounds).$context<DoorContext>().use(requireRight)

export const roundHandlers = {
  list: os.list.handler(({ input, context }) => listRounds(context.db, { ...input, unitId: context.office.unitId })),
  get: os.get.handler(({ input, context }) => readRound(context.db, input.id)),
  propose: os.propose.handler(({ input, context }) =>
    proposeLines(context.db, { filter: input, unitId: context.office.unitId }),
  ),

  create: os.create.handler(async ({ input: { lines, ...round }, context }) => {
    refuseWrongPlannedDay(round.onDay, context.services.clock.today())
    return { id: await context.write((db, writer) => insertRound(db, writer, { round, lines })) }
  }),

  update: os.update.handler(({ input: { id, version, ...round }, context }) =>
    context.write(async (db, writer) => {
      refuseWrongPlannedDay(round.onDay, context.services.clock.today())
      await updateRound(db, writer, { id, version, round })
      return {}
    }),
  ),

  remove: os.remove.handler(async ({ input, context }) => {
    await context.write((db, writer) => removeRound(db, writer, input.id))
    return {}
  }),

  addLine: os.addLine.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await takeMoneyLock(db)
      const round = await draftRound(db, writer, input.id)
      const [lineId = ''] = await insertLines(db, writer, { round, lines: [input.line] })
      return { lineId }
    }),
  ),

  removeLine: os.removeLine.handler(async ({ input, context }) => {
    await context.write((db, writer) => removeLine(db, writer, input.lineId))
    return {}
  }),

  changeAmount: os.changeAmount.handler(async ({ input: { lineId, version, ...content }, context }) => {
    await context.write((db, writer) => changeLine(db, writer, { lineId, version, content }))
    return {}
  }),

  handToVillage: os.handToVillage.handler(async ({ input, context }) => {
    const today = context.services.clock.today()
    refuseWrongDay(input.givenOn, today)
    refuseWrongPlannedDay(input.dueOn, today)
    return { advanceId: await context.write((db, writer) => insertAdvance(db, writer, input)) }
  }),

  settleAdvance: os.settleAdvance.handler(async ({ input, context }) => {
    refuseWrongDay(input.onDay, context.services.clock.today())
    await context.write((db, writer) => settleAdvance(db, writer, input))
    return {}
  }),

  markLine: os.markLine.handler(async ({ input, context }) => {
    const onDay = context.services.clock.today()
    await context.write((db, writer) => markRoundLine(db, writer, { input, onDay }))
    return {}
  }),

  confirmRest: os.confirmRest.handler(({ input, context }) => {
    refuseWrongDay(input.onDay, context.services.clock.today())
    return context.write((db, writer) => confirmRest(db, writer, { ...input, villageId: input.villageId }))
  }),

  close: os.close.handler(async ({ input, context }) => {
    await context.write((db, writer) => closeRound(db, writer, input))
    return {}
  }),

  reopen: os.reopen.handler(async ({ input, context }) => {
    await context.write((db, writer) => reopenRound(db, writer, input))
    return {}
  }),
}
