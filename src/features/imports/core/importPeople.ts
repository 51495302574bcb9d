import { addMonths, type Day, monthOf } from '../../../base/common/day.ts'
import { normaliseName } from '../../../base/common/personName.ts'
import type { Tables } from '../../../db/tables.ts'
import { type PlannedInstalment, planInstalments } from '../../pairings/common/instalmentPlan.ts'
import { addressStateAfter } from '../../pairings/common/rules.ts'
import type { ApplyInput } from '../common/importSchemas.ts'
import { officeCategory } from '../common/rules.ts'
import type { StagedRow } from '../common/stagedRow.ts'
import type { ImportDonors } from './importDonors.ts'
import type { ImportHouseholds } from './importHouseholds.ts'
import type { ImportPlaces } from './importPlaces.ts'
import type { ImportWriter } from './importWriter.ts'
import { registeredPersonRow } from './personRow.ts'

export interface ApprovedBy {
  id: string
  onDay: Day
  signer: string | null
}

export interface TakeOver {
  batchId: string
  today: Day
  past: ApplyInput['past']
  /** The paper that approved everyone in the register; without one they are proposed. */
  approvedBy: ApprovedBy | null
  writer: ImportWriter
  places: ImportPlaces
  households: ImportHouseholds
  donors: ImportDonors
}

/** Takes one row of the register into the book: person, address with its steps, sponsor, pairing and kỳ. */
export function takeIn(row: StagedRow, takeOver: TakeOver): void {
  const { writer } = takeOver
  if (row.communeId === null || row.villageName === null) throw new Error('a good row without a place')
  const villageId = takeOver.places.villageId(row.communeId, row.villageName)
  const householdId = takeOver.households.householdOf(row, villageId)
  const personId = writer.add('person', registeredPersonRow(row, householdId))
  const state = stateOf(row, takeOver)
  const [main = 'other', ...others] = [...new Set(row.categories.map(officeCategory))]
  const sortedOthers = others.sort()
  const addressId = writer.add('address', {
    ...addressValues(row, takeOver),
    person_id: personId,
    household_id: householdId,
    village_id: villageId,
    commune_id: row.communeId,
    main_category: main,
    other_categories: sortedOthers.length === 0 ? null : JSON.stringify(sortedOthers),
    state,
    state_since: takeOver.approvedBy?.onDay ?? takeOver.today,
    decision_id: takeOver.approvedBy?.id ?? null,
  })
  for (const category of sortedOthers) writer.addCategory(addressId, category)
  takeOver.households.remember(row, villageId, { personId, addressId, householdId })
  addSteps(addressId, state, takeOver)
  if (row.donorName !== null) addPairing(row, addressId, takeOver)
}

function stateOf(row: StagedRow, takeOver: TakeOver): Tables['address']['state'] {
  if (takeOver.approvedBy === null) return 'proposed'
  if (row.donorName === null) return 'approved'
  const engaged = pairingState(row, takeOver) === 'active' ? 1 : 0
  return addressStateAfter('approved', { engaged, intended: 1 - engaged }) ?? 'approved'
}

/** Active once the people are approved and it is known how much is given; without an amount there is nothing to plan yet. */
function pairingState(row: StagedRow, { approvedBy }: TakeOver): 'active' | 'intended' {
  return approvedBy === null || !row.monthly ? 'intended' : 'active'
}

function addressValues(row: StagedRow, { batchId }: TakeOver) {
  // What a row without a sponsor says of money and months is what the office asks for.
  const asked = row.donorName === null
  return {
    kind: 'person' as const,
    display_name: normaliseName(row.name),
    address_line: row.addressDetail,
    former_address: row.formerPlace,
    situation: null,
    needs: null,
    wish: null,
    monthly_need: asked ? row.monthly : null,
    need_from: asked ? row.fromMonth : null,
    need_months: asked ? row.months : null,
    next_visit_on: null,
    note: row.note,
    import_id: batchId,
    merged_into: null,
    search: row.search,
    sort_key: row.sortKey,
  }
}

function addSteps(addressId: string, state: Tables['address']['state'], { writer, approvedBy, today }: TakeOver): void {
  const step = { address_id: addressId, reason: null, by_name: null, decision_id: null }
  if (approvedBy === null) {
    writer.add('address_step', { ...step, state: 'proposed', on_day: today })
    return
  }
  const { id, onDay, signer } = approvedBy
  writer.add('address_step', { ...step, state: 'approved', on_day: onDay, by_name: signer, decision_id: id })
  if (state !== 'approved') writer.add('address_step', { ...step, state, on_day: onDay })
}

function addPairing(row: StagedRow, addressId: string, takeOver: TakeOver): void {
  const { writer, donors, batchId, today, past } = takeOver
  const firstMonth = row.fromMonth ?? monthOf(today)
  const lastMonth = row.months === null ? null : addMonths(firstMonth, row.months - 1)
  const amount = row.monthly ?? 0
  const pairingId = writer.add('pairing', {
    address_id: addressId,
    donor_id: donors.donorId(row.donorName ?? ''),
    state: pairingState(row, takeOver),
    channel: 'fund',
    help_form: 'cash',
    amount,
    currency: 'VND',
    frequency: 'monthly',
    first_month: firstMonth,
    last_month: lastMonth,
    past,
    ended_on: null,
    end_reason: null,
    note: null,
    import_id: batchId,
  })
  const plan = amount === 0 ? [] : planInstalments({ frequency: 'monthly', firstMonth, lastMonth, amount, today, past })
  for (const each of plan) addInstalment(writer, pairingId, each)
}

function addInstalment(writer: ImportWriter, pairingId: string, each: PlannedInstalment): void {
  writer.add('instalment', {
    pairing_id: pairingId,
    first_month: each.firstMonth,
    last_month: each.lastMonth,
    due_on: each.dueOn,
    amount: each.amount,
    currency: 'VND',
    past: each.past,
  })
}
