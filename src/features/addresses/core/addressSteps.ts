import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AddressState } from '../common/addressSchemas.ts'
import { mayStep, needsEndReason, needsReason } from '../common/rules.ts'
import { refuseUnknownWord } from './filePart.ts'

export interface Step {
  state: AddressState
  onDay: string
  byName: string | null
  reason: string | null
  /** A code of the vocabulary `endReason`. */
  endReason?: string | null
  decisionId: string | null
}

/**
 * Takes the same step for every address given, or refuses them all; addresses already there are passed over. Returns how many
 * changed.
 * @throws `addresses.reasonNeeded`, `addresses.stepNotAllowed` (how many stand in the way, and where the first one stands)
 */
export async function takeSteps(
  db: WriteDb,
  context: WriteContext,
  { ids, step }: { ids: string[]; step: Step },
): Promise<number> {
  if (needsReason(step.state) && (step.reason ?? '').trim() === '') refuse('addresses.reasonNeeded')
  await refuseEndReason(db, step)
  const standing = await readStanding(db, [...new Set(ids)])
  const toStep = standing.filter((address) => address.state !== step.state)
  const barred = toStep.filter((address) => !mayStep(address.state, step.state))
  const [first] = barred
  if (first !== undefined) {
    refuse('addresses.stepNotAllowed', { count: barred.length, from: first.state, to: step.state })
  }
  for (const address of toStep) await takeStep(db, context, { address, step })
  return toStep.length
}

async function refuseEndReason(db: WriteDb, { state, endReason = null }: Step): Promise<void> {
  if (needsEndReason(state) && endReason === null) refuse('addresses.endReasonNeeded')
  await refuseUnknownWord(db, { kind: 'endReason', code: endReason })
}

export interface StandingAddress {
  id: string
  version: number
  state: AddressState
}

/** @throws `common.notFound` when one of them is deleted or unknown */
export async function readStanding(db: WriteDb, ids: string[]): Promise<StandingAddress[]> {
  const found = await db
    .selectFrom('address')
    .select(['id', 'version', 'state'])
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
  if (found.length < ids.length) refuse('common.notFound')
  return found
}

async function takeStep(
  db: WriteDb,
  context: WriteContext,
  { address, step }: { address: StandingAddress; step: Step },
): Promise<void> {
  const decision = step.decisionId === null ? {} : { decision_id: step.decisionId }
  await updateRecord(db, context, {
    table: 'address',
    id: address.id,
    version: address.version,
    changes: { state: step.state, state_since: step.onDay, end_reason: step.endReason ?? null, ...decision },
  })
  await insertRecord(db, context, {
    table: 'address_step',
    values: {
      address_id: address.id,
      state: step.state,
      on_day: step.onDay,
      by_name: step.byName,
      reason: step.reason,
      end_reason: step.endReason ?? null,
      decision_id: step.decisionId,
    },
  })
}
