import { addMonths, type Day, type Month, monthOf } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { setDeleted, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { PairingState, PairingTable } from '../../../db/tables/pairingTables.ts'
import { cutInstalments, replanInstalments, resumedTerms } from '../common/replanInstalments.ts'
import { currencyOf } from './currencyOf.ts'
import { fulfilHold } from './holdRepo.ts'
import { applyReplan, readPresentInstalments } from './instalmentRepo.ts'
import { moveAddress } from './moveAddress.ts'
import { isInVocabulary, refuseOverlap, refuseUnapproved, refuseWithMoney } from './pairingChecks.ts'
import { writePairingStep } from './pairingStepRepo.ts'
import { pairingOrRefuse, planPairing, planTermsOf } from './savePairing.ts'

interface Step {
  id: string
  version: number
  today: Day
}

/** An intended pairing becomes active: its kỳ are planned. */
export async function activatePairing(db: WriteDb, context: WriteContext, { id, version, today }: Step): Promise<void> {
  const pairing = await pairingIn(db, id, ['intended'])
  await refuseUnapproved(db, pairing.address_id)
  await fulfilHold(db, context, { addressId: pairing.address_id, donorId: pairing.donor_id, today })
  await updateRecord(db, context, { table: 'pairing', id, version, changes: { state: 'active' } })
  await writePairingStep(db, context, { pairing, state: 'active', onDay: today, today })
  await planPairing(db, context, { id, terms: planTermsOf(pairing, today), currency: currencyOf(pairing) })
  await moveAddress(db, context, { addressId: pairing.address_id, onDay: today })
}

/** No kỳ from `fromMonth` on; what was due before stays due. */
export async function suspendPairing(
  db: WriteDb,
  context: WriteContext,
  { id, version, today, fromMonth, reason }: Step & { fromMonth: Month; reason: string },
): Promise<void> {
  const pairing = await pairingIn(db, id, ['active'])
  const because = { ...context, reason }
  await updateRecord(db, because, { table: 'pairing', id, version, changes: { state: 'suspended' } })
  await writePairingStep(db, because, { pairing, state: 'suspended', onDay: `${fromMonth}-01`, today })
  await cutPairing(db, because, { pairing, endMonth: addMonths(fromMonth, -1), today })
}

/** Plans kỳ again from `fromMonth`; the months between stay skipped. */
export async function resumePairing(
  db: WriteDb,
  context: WriteContext,
  { id, version, today, fromMonth }: Step & { fromMonth: Month },
): Promise<void> {
  const pairing = await pairingIn(db, id, ['suspended'])
  await refuseUnapproved(db, pairing.address_id)
  await updateRecord(db, context, { table: 'pairing', id, version, changes: { state: 'active' } })
  await writePairingStep(db, context, { pairing, state: 'active', onDay: today, today })
  const replan = replanInstalments({
    present: await readPresentInstalments(db, id),
    terms: resumedTerms({ ...planTermsOf(pairing, today), past: null }, fromMonth),
    fromMonth,
  })
  await applyReplan(db, context, { pairingId: id, currency: currencyOf(pairing), replan })
}

export interface Ending extends Step {
  onDay: Day
  /** A code of the vocabulary `endReason`. */
  reason: string
  note: string | null
  /** Also lets go of what was due before and not given. */
  waiveUnpaid: boolean
}

/** Ends a pairing on a day; months after that day's month are taken back. */
export async function endPairing(db: WriteDb, context: WriteContext, ending: Ending): Promise<void> {
  const { id, version, onDay, reason, note, waiveUnpaid, today } = ending
  const pairing = await pairingIn(db, id, ['active', 'suspended', 'intended'])
  if (!(await isInVocabulary(db, 'endReason', reason))) refuse('pairings.unknownEndReason', { reason })
  const because = note === null || note.trim() === '' ? context : { ...context, reason: note.trim() }
  await updateRecord(db, because, {
    table: 'pairing',
    id,
    version,
    changes: { state: 'ended', ended_on: onDay, end_reason: reason },
  })
  await writePairingStep(db, because, { pairing, state: 'ended', onDay, today })
  await cutPairing(db, because, { pairing, endMonth: monthOf(onDay), today })
  if (waiveUnpaid) await takeBackUnpaid(db, because, pairing)
  await moveAddress(db, because, { addressId: pairing.address_id, onDay })
}

/** Tombstone; only an intended pairing leaves no money behind it. */
export async function removePairing(db: WriteDb, context: WriteContext, { id, today }: { id: string; today: Day }) {
  const pairing = await pairingOrRefuse(db, id)
  if (pairing.state !== 'intended') refuse('pairings.onlyIntendedRemoved')
  await refuseWithMoney(db, id)
  await setDeleted(db, context, { table: 'pairing', id, deleted: true })
  await moveAddress(db, context, { addressId: pairing.address_id, onDay: today })
}

/** Shows a removed pairing again, unless another took its place meanwhile. */
export async function restorePairing(db: WriteDb, context: WriteContext, { id, today }: { id: string; today: Day }) {
  const pairing = await db.selectFrom('pairing').selectAll().where('id', '=', id).executeTakeFirst()
  if (pairing === undefined) refuse('pairings.notFound')
  await refuseOverlap(db, context, {
    id,
    addressId: pairing.address_id,
    donorId: pairing.donor_id,
    helpForm: pairing.help_form,
    frequency: pairing.frequency,
    firstMonth: pairing.first_month,
    lastMonth: pairing.last_month,
  })
  await setDeleted(db, context, { table: 'pairing', id, deleted: false })
  await moveAddress(db, context, { addressId: pairing.address_id, onDay: today })
}

async function cutPairing(
  db: WriteDb,
  context: WriteContext,
  { pairing, endMonth, today }: { pairing: PairingTable; endMonth: Month; today: Day },
): Promise<void> {
  const replan = cutInstalments({
    present: await readPresentInstalments(db, pairing.id),
    terms: planTermsOf(pairing, today),
    endMonth,
  })
  await applyReplan(db, context, { pairingId: pairing.id, currency: currencyOf(pairing), replan })
}

async function takeBackUnpaid(db: WriteDb, context: WriteContext, pairing: PairingTable): Promise<void> {
  const present = await readPresentInstalments(db, pairing.id)
  const removed = present.filter(({ settled }) => !settled).map(({ id }) => id)
  await applyReplan(db, context, {
    pairingId: pairing.id,
    currency: currencyOf(pairing),
    replan: { removed, added: [] },
  })
}

export async function pairingIn(db: WriteDb, id: string, states: readonly PairingState[]): Promise<PairingTable> {
  const pairing = await pairingOrRefuse(db, id)
  if (!states.includes(pairing.state)) refuse('pairings.stepNotAllowed', { state: pairing.state })
  return pairing
}
