import { addMonths, type Day, lastDayOfMonth, type Month, monthOf } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb } from '../../../db/database.ts'
import { type Places, prepareQuery } from '../../../db/preparedQuery.ts'
import type { PairingTable } from '../../../db/tables/pairingTables.ts'
import type { Instalment, PairingFile } from '../common/pairingSchemas.ts'
import { instalmentState, isOverdue, isPeriodOver, remainderOf } from '../common/rules.ts'
import { type GivenInstalment, readGivenInstalments } from './givenInstalments.ts'
import { readPresentInstalments } from './instalmentRepo.ts'
import { readPairingStory } from './pairingStory.ts'
import { termsOf } from './savePairing.ts'

const PAIRING = prepareQuery((db, { id }: Places<{ id: string }>) =>
  db
    .selectFrom('pairing')
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .selectAll('pairing')
    .select([
      'address.display_name as addressName',
      'address.state as addressState',
      'village.name as villageName',
      'donor.name as donorName',
    ])
    .where('pairing.id', '=', id),
)

/** The pairing this one carries on, and the ones that carry it on. */
const OTHERS = prepareQuery((db, { id, replaces }: Places<{ id: string; replaces: string }>) =>
  db
    .selectFrom('pairing')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .select(['pairing.id', 'pairing.replaces', 'donor.name as donorName'])
    .where((where) => where.or([where('pairing.id', '=', replaces), where('pairing.replaces', '=', id)]))
    .where('pairing.deleted_at', 'is', null)
    .orderBy('pairing.id'),
)

/** The whole file of one pairing: terms, kỳ with their derived states, totals and story. */
export async function readPairingFile(
  db: ReadDb,
  { id, unitId, today }: { id: string; unitId: string; today: Day },
): Promise<PairingFile> {
  const pairing = await PAIRING.first(db, { id })
  if (pairing === undefined) refuse('pairings.notFound')
  const given = await readGivenInstalments(db, { pairingIds: [id], withDeleted: true })
  const settled = new Set((await readPresentInstalments(db, id)).filter((each) => each.settled).map((each) => each.id))
  const instalments = shownInstalments(pairing, { given, settled, today })
  return {
    id,
    version: pairing.version,
    ownUnit: pairing.owner_unit === unitId,
    deleted: pairing.deleted_at !== null,
    addressId: pairing.address_id,
    donorId: pairing.donor_id,
    addressName: pairing.addressName,
    addressState: pairing.addressState,
    villageName: pairing.villageName,
    donorName: pairing.donorName,
    state: pairing.state,
    terms: termsOf(pairing),
    past: pairing.past,
    endedOn: pairing.ended_on,
    endReason: pairing.end_reason,
    ...(await readOthers(db, pairing)),
    over: isPeriodOver({ state: pairing.state, frequency: pairing.frequency, lastMonth: pairing.last_month }, today),
    instalments,
    totals: totalsOf(instalments, today),
    story: await readPairingStory(db, id),
  }
}

async function readOthers(
  db: ReadDb,
  { id, replaces }: PairingTable,
): Promise<Pick<PairingFile, 'replaces' | 'replacedBy'>> {
  const others = await OTHERS.all(db, { id, replaces: replaces ?? '' })
  const other = (found: (typeof others)[number] | undefined) =>
    found === undefined ? null : { id: found.id, donorName: found.donorName }
  return {
    replaces: other(others.find((each) => each.id === replaces)),
    replacedBy: other(others.find((each) => each.replaces === id)),
  }
}

/** The kỳ in order, and the months between that were taken back while the pairing rested or when it ended. */
function shownInstalments(
  pairing: PairingTable,
  { given, settled, today }: { given: GivenInstalment[]; settled: ReadonlySet<string>; today: Day },
): Instalment[] {
  const live = given.filter(({ deleted }) => !deleted)
  const shown = live.map((each) => ({
    id: each.id,
    firstMonth: each.firstMonth,
    lastMonth: each.lastMonth,
    dueOn: each.dueOn,
    amount: each.amount,
    delivered: each.delivered,
    remainder: remainderOf(each, each.delivered),
    state: instalmentState(each, each.delivered, today),
    overdue: isOverdue(each, each.delivered, today),
    settled: settled.has(each.id),
  }))
  const skipped = skippedMonths(pairing, { live, takenBack: given.filter(({ deleted }) => deleted) })
  return [...shown, ...skipped.map(skippedInstalment)].sort((first, second) =>
    first.firstMonth < second.firstMonth ? -1 : 1,
  )
}

function skippedMonths(
  pairing: PairingTable,
  { live, takenBack }: { live: GivenInstalment[]; takenBack: GivenInstalment[] },
): Month[] {
  const covered = new Set(live.flatMap(monthsOf))
  const end = [pairing.last_month, pairing.ended_on === null ? null : monthOf(pairing.ended_on)]
    .filter((month) => month !== null)
    .sort()[0]
  const months = new Set(takenBack.flatMap(monthsOf))
  return [...months].filter(
    (month) => !covered.has(month) && month >= pairing.first_month && (end === undefined || month <= end),
  )
}

function monthsOf({ firstMonth, lastMonth }: GivenInstalment): Month[] {
  const months: Month[] = []
  for (let month = firstMonth; month <= lastMonth; month = addMonths(month, 1)) months.push(month)
  return months
}

function skippedInstalment(month: Month): Instalment {
  return {
    id: null,
    firstMonth: month,
    lastMonth: month,
    dueOn: lastDayOfMonth(month),
    amount: 0,
    delivered: 0,
    remainder: 0,
    state: 'skipped',
    overdue: false,
    settled: true,
  }
}

function totalsOf(instalments: Instalment[], today: Day): PairingFile['totals'] {
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
  const begun = instalments.filter(({ firstMonth }) => firstMonth <= monthOf(today))
  return {
    planned: sum(instalments.map(({ amount }) => amount)),
    delivered: sum(instalments.map(({ delivered }) => delivered)),
    takenOver: sum(instalments.map(({ state, amount }) => (state === 'past' ? amount : 0))),
    owed: sum(begun.map(({ remainder }) => remainder)),
    overdueCount: instalments.filter(({ overdue }) => overdue).length,
  }
}
