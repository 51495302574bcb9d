import { formatDay, monthsBetween } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'
import type { PairingTable } from '../../../db/tables/pairingTables.ts'
import type { PairingTerms } from '../common/pairingSchemas.ts'
import { mayActivateFor, periodsOverlap } from '../common/rules.ts'

/** Fifty years: a longer period is a slip of the keyboard. */
const LONGEST_MONTHS = 600

/** Refuses terms that end before they start, are absurdly long or name an unknown form of help. */
export async function checkTerms(db: WriteDb, terms: PairingTerms): Promise<void> {
  if (terms.lastMonth !== null) {
    const months = monthsBetween(terms.firstMonth, terms.lastMonth) + 1
    if (months < 1) refuse('pairings.endsBeforeStart')
    if (months > LONGEST_MONTHS) refuse('pairings.tooLong')
  }
  if (!(await isInVocabulary(db, 'helpForm', terms.helpForm))) {
    refuse('pairings.unknownHelpForm', { helpForm: terms.helpForm })
  }
}

export async function isInVocabulary(db: ReadDb | WriteDb, kind: string, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('vocabulary')
    .select('code')
    .where('kind', '=', kind)
    .where('code', '=', code)
    .executeTakeFirst()
  return row !== undefined
}

export interface CheckedPeriod extends Pick<PairingTerms, 'helpForm' | 'firstMonth' | 'lastMonth' | 'frequency'> {
  /** Itself, when it is on file already. */
  id?: string
  addressId: string
  donorId: string
}

/** Refuses a second pairing of the same donor, address and form of help in the same months. */
export async function refuseOverlap(db: WriteDb, { unitId }: WriteContext, period: CheckedPeriod): Promise<void> {
  const others = await db
    .selectFrom('pairing')
    .selectAll()
    .where('address_id', '=', period.addressId)
    .where('donor_id', '=', period.donorId)
    .where('help_form', '=', period.helpForm)
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .execute()
  const own = periodOf({ ...period, state: 'active', endedOn: null })
  const overlapping = others.find(
    (other) => other.id !== period.id && periodsOverlap(own, periodOf(periodOfRow(other))),
  )
  if (overlapping !== undefined) {
    refuse('pairings.overlaps', { firstMonth: formatDay(overlapping.first_month) })
  }
}

type DatedPeriod = Parameters<typeof periodsOverlap>[0] & Pick<PairingTerms, 'frequency'>

function periodOfRow(row: PairingTable): DatedPeriod {
  return {
    state: row.state,
    frequency: row.frequency,
    firstMonth: row.first_month,
    lastMonth: row.last_month,
    endedOn: row.ended_on,
  }
}

/** A single gift without an end fills its own month only. */
function periodOf(period: DatedPeriod): DatedPeriod {
  const { frequency, firstMonth, lastMonth } = period
  return frequency === 'once' && lastMonth === null ? { ...period, lastMonth: firstMonth } : period
}

/** Refuses to hand help to an address that no paper has approved, or that rests or has ended. */
export async function refuseUnapproved(db: WriteDb, addressId: string): Promise<void> {
  const address = await db
    .selectFrom('address')
    .select(['state', 'display_name'])
    .where('id', '=', addressId)
    .executeTakeFirstOrThrow()
  if (!mayActivateFor(address.state)) {
    refuse('pairings.addressNotApproved', { name: address.display_name, state: address.state })
  }
}

/** Money received, handed over or on a list still open binds a pairing to its way and its currency. */
export async function refuseWithMoney(db: WriteDb, pairingId: string): Promise<void> {
  if (await hasRow(db, 'allocation', pairingId)) refuse('pairings.hasMoney')
  if (await hasRow(db, 'delivery', pairingId)) refuse('pairings.hasMoney')
  const listed = await db
    .selectFrom('round_line_instalment as part')
    .innerJoin('round_line', 'round_line.id', 'part.round_line_id')
    .select('round_line.id')
    .where('part.pairing_id', '=', pairingId)
    .where('round_line.state', 'in', ['planned', 'byProxy'])
    .where('round_line.deleted_at', 'is', null)
    .executeTakeFirst()
  if (listed !== undefined) refuse('pairings.hasMoney')
}

async function hasRow(db: WriteDb, table: 'allocation' | 'delivery', pairingId: string): Promise<boolean> {
  const row = await db
    .selectFrom(table)
    .select('id')
    .where('pairing_id', '=', pairingId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
