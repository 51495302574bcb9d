import { implement } from '@orpc/server'
import { type DoorContext, requireRight } from '../../../../db/requireRight.ts'
import { decisionContract } from '../../common/decisions/decisionContract.ts'
import { applyDecisions, declineDecision } from './applyDecisions.ts'
import { makeDecisionFile } from './decisionFile.ts'
import { listDecisions } from './decisionRepo.ts'
import { decideAddresses, giveSponsor, listCandidates, takeBackLine } from './makeDecisions.ts'

const os = implement(decisionContract).$context<DoorContext>().use(requireRight)

export const decisionHandlers = {
  listOut: os.listOut.handler(async ({ input, context }) => ({
    decisions: await listDecisions(context.db, { direction: 'out', toUnit: input.toUnit }),
  })),
  candidates: os.candidates.handler(async ({ input, context }) => ({
    addresses: await listCandidates(context.db, input.unitId),
  })),
  decideAddresses: os.decideAddresses.handler(async ({ input, context }) => ({
    decided: await decideAddresses(context, input),
  })),
  giveSponsor: os.giveSponsor.handler(async ({ input, context }) => ({ id: await giveSponsor(context, input) })),
  takeBack: os.takeBack.handler(async ({ input, context }) => {
    await context.write((db) => takeBackLine(db, input.id))
    return input
  }),
  makeFile: os.makeFile.handler(({ input, context }) => makeDecisionFile(context, input.toUnit)),
  listIn: os.listIn.handler(async ({ context }) => ({
    decisions: await listDecisions(context.db, { direction: 'in' }),
  })),
  apply: os.apply.handler(async ({ input, context }) => ({ results: await applyDecisions(context, input) })),
  decline: os.decline.handler(async ({ input, context }) => {
    await declineDecision(context, input)
    return { id: input.id }
  }),
}
