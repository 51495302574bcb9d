import { type Day, formatDay, type Month, monthOf } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { PairingTable } from '../../../db/tables/pairingTables.ts'
import { PERIOD_MONTHS, type PlanTerms, planInstalments } from '../common/instalmentPlan.ts'
import type { NewPairing, PairingTerms } from '../common/pairingSchemas.ts'
import { replanInstalments } from '../common/replanInstalments.ts'
import type { SupportPeriod } from '../common/supportLine.ts'
import { currencyOf } from './currencyOf.ts'
import { fulfilHold } from './holdRepo.ts'
import { applyReplan, insertInstalments, readPresentInstalments, type TouchedInstalment } from './instalmentRepo.ts'
import { moveAddress } from './moveAddress.ts'
import { checkTerms, refuseOverlap, refuseUnapproved, refuseWithMoney } from './pairingChecks.ts'
import { refuseAboveNeed } from './supportRepo.ts'

/** Writes a new pairing; an active one with its kỳ and the address's step. Returns the id. */
export async function insertPairing(
  db: WriteDb,
  context: WriteContext,
  { pairing, today }: { pairing: NewPairing; today: Day },
): Promise<string> {
  const { addressId, donorId, state, past } = pairing
  await checkTerms(db, pairing)
  await refuseUnknownParties(db, pairing)
  if (state === 'active') await refuseUnapproved(db, addressId)
  await refuseOverlap(db, context, pairing)
  await fulfilHold(db, context, { addressId, donorId, today })
  if (state === 'active' && !pairing.evenAboveNeed) {
    await refuseAboveNeed(db, { addressId, unitId: context.unitId, added: promised(pairing, '') })
  }
  const id = await insertRecord(db, context, {
    table: 'pairing',
    values: {
      address_id: addressId,
      donor_id: donorId,
      state,
      ...termValues(pairing),
      past,
      ended_on: null,
      end_reason: null,
      replaces: null,
      import_id: null,
    },
  })
  if (state === 'active') {
    await planPairing(db, context, { id, terms: { ...pairing, past, today }, currency: pairing.currency })
  }
  await moveAddress(db, context, { addressId, onDay: today })
  return id
}

/** Writes the kỳ of a pairing that has none yet. */
export async function planPairing(
  db: WriteDb,
  context: WriteContext,
  { id, terms, currency }: { id: string; terms: PlanTerms; currency: NewPairing['currency'] },
): Promise<void> {
  const planned = planInstalments(terms)
  await insertInstalments(
    db,
    context,
    planned.map((each) => ({ ...each, pairingId: id, currency })),
  )
}

async function refuseUnknownParties(db: WriteDb, { addressId, donorId }: NewPairing): Promise<void> {
  const address = await db
    .selectFrom('address')
    .select('id')
    .where('id', '=', addressId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('pairings.unknownAddress')
  const donor = await db
    .selectFrom('donor')
    .select('id')
    .where('id', '=', donorId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  if (donor === undefined) refuse('pairings.unknownDonor')
}

export interface TermsChange {
  id: string
  version: number
  terms: PairingTerms
  /** From which month on unpaid kỳ are planned again; this month unless told. */
  fromMonth: Month | undefined
  today: Day
  /** Together with the other sponsors more than the address asks for: meant so. */
  evenAboveNeed?: boolean
}

/** Saves new terms. What was given, or was over before `fromMonth`, stays as it was. */
export async function savePairingTerms(db: WriteDb, context: WriteContext, change: TermsChange): Promise<void> {
  const { id, version, terms } = change
  const before = await pairingOrRefuse(db, id)
  if (before.state === 'ended') refuse('pairings.alreadyEnded')
  await checkTerms(db, terms)
  await refuseOverlap(db, context, { ...terms, id, addressId: before.address_id, donorId: before.donor_id })
  const present = await readPresentInstalments(db, id)
  refuseChangeOfGiven(before, terms, present)
  if (before.currency !== terms.currency || before.channel !== terms.channel) await refuseWithMoney(db, id)
  if (change.evenAboveNeed !== true && before.state !== 'intended' && givesMore(before, terms)) {
    const added = promised(terms, id)
    await refuseAboveNeed(db, { addressId: before.address_id, unitId: context.unitId, added })
  }
  await updateRecord(db, context, { table: 'pairing', id, version, changes: termValues(terms) })
  // While a pairing rests it has no kỳ to come; resuming plans them by the new terms.
  if (before.state === 'active') await replanPairing(db, context, { before, change, present })
}

function givesMore(before: PairingTable, terms: PairingTerms): boolean {
  const longer = before.last_month !== null && (terms.lastMonth === null || terms.lastMonth > before.last_month)
  return longer || monthlyOf(terms) > monthlyOf({ ...before, currency: currencyOf(before) })
}

/** What these terms promise from their first month on. */
function promised(terms: PairingTerms, pairingId: string): SupportPeriod {
  const { firstMonth, lastMonth, frequency } = terms
  const end = frequency === 'once' ? (lastMonth ?? firstMonth) : lastMonth
  return { pairingId, state: 'active', firstMonth, lastMonth: end, endedOn: null, monthly: monthlyOf(terms) }
}

/** Dong per month, whatever the rhythm; single gifts and other currencies count as none. */
function monthlyOf({ amount, currency, frequency }: Pick<PairingTerms, 'amount' | 'currency' | 'frequency'>): number {
  if (currency !== 'VND' || frequency === 'once') return 0
  return Math.round(amount / PERIOD_MONTHS[frequency])
}

/** Money already given was given under a currency, a first month and a rhythm; only what comes after may change. */
function refuseChangeOfGiven(before: PairingTable, terms: PairingTerms, present: TouchedInstalment[]): void {
  const given = present.filter(({ touched }) => touched)
  if (given.length === 0) return
  const changesKind = (before.frequency === 'once') !== (terms.frequency === 'once')
  if (changesKind || before.currency !== terms.currency || before.first_month !== terms.firstMonth) {
    refuse('pairings.alreadyDelivered')
  }
  const beyond = given.find(({ lastMonth }) => terms.lastMonth !== null && lastMonth > terms.lastMonth)
  if (beyond !== undefined) refuse('pairings.deliveredBeyondEnd', { month: formatDay(beyond.lastMonth) })
}

interface TermsReplan {
  before: PairingTable
  change: TermsChange
  present: TouchedInstalment[]
}

async function replanPairing(db: WriteDb, context: WriteContext, { before, change, present }: TermsReplan) {
  const { id, terms, today } = change
  const movesStart = before.first_month !== terms.firstMonth
  const replan = replanInstalments({
    // Nothing was given yet (else the first month could not move), so a corrected start plans everything afresh.
    present: movesStart ? present.map((each) => ({ ...each, settled: false })) : present,
    terms: { ...terms, past: before.past, today },
    fromMonth: movesStart ? earlier(before.first_month, terms.firstMonth) : (change.fromMonth ?? monthOf(today)),
  })
  await applyReplan(db, context, { pairingId: id, currency: terms.currency, replan })
}

/** The terms of a pairing on file, as the plan needs them. */
export function planTermsOf(row: PairingTable, today: Day): PlanTerms {
  return {
    frequency: row.frequency,
    firstMonth: row.first_month,
    lastMonth: row.last_month,
    amount: row.amount,
    past: row.past,
    today,
  }
}

/** The terms on file as a form has them. */
export function termsOf(row: PairingTable): PairingTerms {
  return {
    channel: row.channel,
    helpForm: row.help_form,
    amount: row.amount,
    currency: currencyOf(row),
    frequency: row.frequency,
    firstMonth: row.first_month,
    lastMonth: row.last_month,
    note: row.note,
  }
}

/** The pairing on file and not deleted, or `pairings.notFound`. */
export async function pairingOrRefuse(db: WriteDb, id: string): Promise<PairingTable> {
  const row = await db
    .selectFrom('pairing')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) refuse('pairings.notFound')
  return row
}

function termValues(terms: PairingTerms) {
  return {
    channel: terms.channel,
    help_form: terms.helpForm,
    amount: terms.amount,
    currency: terms.currency,
    frequency: terms.frequency,
    first_month: terms.firstMonth,
    last_month: terms.lastMonth,
    note: terms.note,
  } satisfies Partial<PairingTable>
}

function earlier(first: Month, second: Month): Month {
  return first < second ? first : second
}
