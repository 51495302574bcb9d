import { shortOpener } from '../open/shortOpener.ts'
import { readCaseLines } from './caseLinesIn.ts'
import { nameInCase } from './offeredName.ts'
import { CASE_ROLES, keepOffer, readAnswer, takeAnswer } from './receiveTransfer.ts'
import { findTransfer, shownTransfer } from './transferRepo.ts'

/** A case another unit offers: opening keeps it until a person says yes or no. */
export const caseOpener = shortOpener({
  kind: 'transfer',
  roles: CASE_ROLES,
  look: async (context, read) => {
    const offered = readCaseLines(read, context.office.unitId)
    const { head, rows } = offered
    return { facts: { name: nameInCase(offered), reason: head.reason, rows: rows.length }, lines: [] }
  },
  take: async (context, opened) => {
    await keepOffer(context, opened)
  },
})

/** The answer to a case this office offered. */
export const caseAnswerOpener = shortOpener({
  kind: 'transferAnswer',
  roles: CASE_ROLES,
  look: async (context, read) => {
    const { transferId, accepted, reason } = readAnswer(read)
    const offer = await findTransfer(context.db, transferId)
    const name = offer === undefined ? '' : (await shownTransfer(context.db, offer)).address
    return { facts: { name }, lines: [{ code: accepted ? 'accepted' : 'refused', facts: { reason } }] }
  },
  take: async (context, opened) => {
    await takeAnswer(context, opened)
  },
})
