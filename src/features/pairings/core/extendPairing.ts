import { addMonths, type Day, formatDay, lastDayOfMonth, type Month, monthOf } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { planInstalments } from '../common/instalmentPlan.ts'
import type { Replacement } from '../common/supportSchemas.ts'
import { currencyOf } from './currencyOf.ts'
import { fulfilHold } from './holdRepo.ts'
import { insertInstalments, readPresentInstalments } from './instalmentRepo.ts'
import { moveAddress } from './moveAddress.ts'
import { checkTerms, refuseOverlap, refuseUnapproved } from './pairingChecks.ts'
import { endPairing, pairingIn } from './pairingSteps.ts'
import { planPairing, planTermsOf, termsOf } from './savePairing.ts'

interface Named {
  id: string
  version: number
  today: Day
}

/** Carries a pairing on past its agreed end; the kỳ it has stay as they are. */
export async function extendPairing(
  db: WriteDb,
  context: WriteContext,
  { id, version, lastMonth, today }: Named & { lastMonth: Month | null },
): Promise<void> {
  const pairing = await pairingIn(db, id, ['active', 'suspended'])
  const before = pairing.last_month
  if (before === null || (lastMonth !== null && lastMonth <= before)) refuse('pairings.notLater')
  await refuseUnapproved(db, pairing.address_id)
  const terms = { ...termsOf(pairing), lastMonth }
  await checkTerms(db, terms)
  await refuseOverlap(db, context, { ...terms, id, addressId: pairing.address_id, donorId: pairing.donor_id })
  await updateRecord(db, context, { table: 'pairing', id, version, changes: { last_month: lastMonth } })
  if (pairing.state !== 'active' || pairing.frequency === 'once') return
  const present = await readPresentInstalments(db, id)
  const planned = [before, ...present.map((each) => each.lastMonth)].toSorted().at(-1) ?? before
  const added = planInstalments({
    ...planTermsOf(pairing, today),
    past: null,
    firstMonth: addMonths(planned, 1),
    lastMonth,
  })
  await insertInstalments(
    db,
    context,
    added.map((each) => ({ ...each, pairingId: id, currency: currencyOf(pairing) })),
  )
}

/**
 * Another sponsor takes an address over from a month: the old pairing ends with the month before, the new one carries its
 * terms on and names it, so that the address shows one unbroken line. Returns the new id.
 */
export async function replaceSponsor(
  db: WriteDb,
  context: WriteContext,
  { id, version, today, donorId, fromMonth, reason, note }: Named & Replacement,
): Promise<string> {
  const old = await pairingIn(db, id, ['active', 'suspended'])
  if (old.donor_id === donorId) refuse('pairings.sameDonor')
  if (fromMonth <= old.first_month || (old.last_month !== null && fromMonth > old.last_month)) {
    refuse('pairings.endsBeforeStart')
  }
  await refuseUnapproved(db, old.address_id)
  await refuseGivenFrom(db, id, fromMonth)
  await refuseUnknownDonor(db, donorId)
  await fulfilHold(db, context, { addressId: old.address_id, donorId, today })
  const terms = { ...termsOf(old), firstMonth: fromMonth }
  await refuseOverlap(db, context, { ...terms, addressId: old.address_id, donorId })
  const onDay = lastDayOfMonth(addMonths(fromMonth, -1))
  await endPairing(db, context, { id, version, onDay, reason, note, waiveUnpaid: false, today })
  const newId = await insertRecord(db, context, {
    table: 'pairing',
    values: {
      address_id: old.address_id,
      donor_id: donorId,
      state: 'active',
      channel: old.channel,
      help_form: old.help_form,
      amount: old.amount,
      currency: old.currency,
      frequency: old.frequency,
      first_month: fromMonth,
      last_month: old.last_month,
      past: null,
      ended_on: null,
      end_reason: null,
      replaces: id,
      note: null,
      import_id: null,
    },
  })
  await planPairing(db, context, { id: newId, terms: { ...terms, past: null, today }, currency: terms.currency })
  await moveAddress(db, context, {
    addressId: old.address_id,
    onDay: monthOf(today) < fromMonth ? today : `${fromMonth}-01`,
  })
  return newId
}

async function refuseGivenFrom(db: WriteDb, id: string, fromMonth: Month): Promise<void> {
  const present = await readPresentInstalments(db, id)
  const beyond = present.find(({ touched, lastMonth }) => touched && lastMonth >= fromMonth)
  if (beyond !== undefined) refuse('pairings.deliveredBeyondEnd', { month: formatDay(beyond.lastMonth) })
}

async function refuseUnknownDonor(db: WriteDb, donorId: string): Promise<void> {
  const donor = await db
    .selectFrom('donor')
    .select('id')
    .where('id', '=', donorId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (donor === undefined) refuse('pairings.unknownDonor')
}
