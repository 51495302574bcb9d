import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AddressState } from '../common/addressSchemas.ts'
import { mayStep, needsReason } from '../common/rules.ts'

export interface Step {
  state: AddressState
  onDay: string
  byName: string | null
  reason: string | null
  decisionId: string | null
}

/** Takes the same step for every address given, or refuses them all; addresses already there are passed over. */
export async function takeSteps(
  db: WriteDb,
  context: WriteContext,
  { ids, step }: { ids: string[]; step: Step },
): Promise<number> {
  if (needsReason(step.state) && (step.reason ?? '').trim() === '') refuse('addresses.reasonNeeded')
  let changed = 0
  for (const id of new Set(ids)) changed += (await takeStep(db, context, { id, step })) ? 1 : 0
  return changed
}

async function takeStep(
  db: WriteDb,
  context: WriteContext,
  { id, step }: { id: string; step: Step },
): Promise<boolean> {
  const address = await db
    .selectFrom('address')
    .select(['version', 'state', 'display_name'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (address === undefined) refuse('common.notFound')
  if (address.state === step.state) return false
  if (!mayStep(address.state, step.state)) {
    refuse('addresses.stepNotAllowed', { name: address.display_name, from: address.state, to: step.state })
  }
  const decision = step.decisionId === null ? {} : { decision_id: step.decisionId }
  await updateRecord(db, context, {
    table: 'address',
    id,
    version: address.version,
    changes: { state: step.state, state_since: step.onDay, ...decision },
  })
  await insertRecord(db, context, {
    table: 'address_step',
    values: {
      address_id: id,
      state: step.state,
      on_day: step.onDay,
      by_name: step.byName,
      reason: step.reason,
      decision_id: step.decisionId,
    },
  })
  return true
}
