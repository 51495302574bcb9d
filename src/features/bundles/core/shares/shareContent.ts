import type { Day, Quarter } from '../../../../base/common/day.ts'
import { quarterWindow } from '../../../../base/common/day.ts'
import { currencySchema } from '../../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../../db/database.ts'
import { type ConsentMark, mayUse } from '../../../consents/common/rules.ts'
import { activityKindSchema } from '../../../cooperation/common/activitySchemas.ts'
import type {
  HelpCell,
  HouseCell,
  SharedActivity,
  SharedHouse,
  SharedPerson,
  ShareLine,
} from '../../common/shares/shareLines.ts'
import { SMALLEST_CELL } from '../../common/shares/smallCells.ts'
import { type FrozenQuarter, listFrozen } from './frozenRepo.ts'
import { helpCells, houseCells, type Place } from './shareCells.ts'
import {
  listScopeActivities,
  listScopeAddresses,
  listScopeDeliveries,
  listScopeHouses,
  readAbroadConsents,
  type ScopeAddress,
  type ShareScope,
} from './shareScopeRepo.ts'

export interface ShareContent {
  lines: ShareLine[]
  /** Quarters told for the first time: to be kept, so that later shares repeat them. */
  fresh: FrozenQuarter[]
  facts: {
    named: number
    /** Addresses without a consent to be told abroad: only in figures. */
    withoutConsent: number
    /** Addresses whose use was restricted: not even in figures. */
    restricted: number
    /** Addresses in figures too small to be told. */
    heldBack: number
    /** Activities whose figures are too small and not signed by both sides. */
    smallActivities: number
    /** Quarters already told whose figures are different now; they stay as told. */
    changedSince: number
  }
}

type Cells = (HelpCell | HouseCell)[]

/**
 * What a share with this partner says today: names of those who agreed, figures over whole quarters up to `through`, and joint
 * activities. Built from the allow-list of columns only (common/shares/sharedColumns.ts); writes nothing.
 */
export async function readShareContent(
  db: ReadDb,
  scope: ShareScope,
  { today, through }: { today: Day; through: Quarter },
): Promise<ShareContent> {
  const known = await readPlaces(db, scope, today)
  const help = helpCells(await listScopeDeliveries(db, scope), known.places)
  const houses = await listScopeHouses(db, scope)
  const built = houseCells(houses, known.places)
  const frozen = await listFrozen(db, scope.partnerId)
  const told = tellQuarters([...help.cells, ...built.cells], { frozen, through })
  const activities = (await listScopeActivities(db, scope)).filter(({ on_day }) => on_day <= today).map(activityLine)
  const smallActivities = activities.filter(({ households }) => households === null).length
  const heldBack = help.heldBack + built.heldBack
  const namedHouses = houses.flatMap((house): SharedHouse[] => {
    const address = known.named.get(house.address_id)
    if (address === undefined) return []
    const { kind: type, started_on: startedOn, handed_over_on: handedOverOn } = house
    const { name, district, village } = personLine(address)
    return [{ kind: 'sharedHouse', name, district, village, type, startedOn, handedOverOn }]
  })
  return {
    lines: [
      {
        kind: 'about',
        throughYear: through.year,
        throughQuarter: through.quarter,
        smallestCell: SMALLEST_CELL,
        heldBack: heldBack + smallActivities > 0,
      },
      ...[...known.named.values()].map(personLine).sort(byName),
      ...namedHouses.sort(byName),
      ...told.cells,
      ...activities,
    ],
    fresh: told.fresh,
    facts: {
      named: known.named.size,
      withoutConsent: known.withoutConsent,
      restricted: known.restricted,
      heldBack,
      smallActivities,
      changedSince: told.changedSince,
    },
  }
}

interface Known {
  /** Every address that may be counted, by its id. */
  places: Map<string, Place>
  named: Map<string, ScopeAddress>
  withoutConsent: number
  restricted: number
}

async function readPlaces(db: ReadDb, scope: ShareScope, today: Day): Promise<Known> {
  const addresses = await listScopeAddresses(db, scope)
  const consents = await readAbroadConsents(db, scope.unitId)
  const byId = new Map(addresses.map((address) => [address.id, address]))
  const living = addresses.filter((address) => address.merged_into === null)
  const open = living.filter((address) => address.restricted_on === null)
  const named = new Map(
    open.filter((address) => mayBeNamed(address, consents.get(address.id) ?? [], today)).map((each) => [each.id, each]),
  )
  const places = new Map<string, Place>()
  for (const address of addresses) {
    const member = byId.get(address.merged_into ?? address.id)
    if (member === undefined || member.restricted_on !== null || address.restricted_on !== null) continue
    const { districtCode: district, villageName: village } = member
    places.set(address.id, { member: member.id, district, village, named: named.has(member.id) })
  }
  return {
    places,
    named,
    withoutConsent: open.length - named.size,
    restricted: living.length - open.length,
  }
}

/** Whoever was made unknown here is not told by name there, whatever was once signed. */
function mayBeNamed(address: ScopeAddress, consents: readonly ConsentMark[], today: Day): boolean {
  if (address.anonymised_on !== null) return false
  return mayUse('shareAbroad', consents, { birthDay: address.birthDay, today }).ok
}

function personLine(address: ScopeAddress): SharedPerson {
  return {
    kind: 'sharedPerson',
    name: address.display_name,
    type: address.kind,
    sex: address.sex,
    birthYear: address.birthDay?.slice(0, 4) ?? null,
    district: address.districtCode,
    village: address.villageName,
    category: address.main_category,
  }
}

type ActivityRow = Awaited<ReturnType<typeof listScopeActivities>>[number]

/** Few people and no signature of both sides: the activity is told, its figures are not. Signed totals are never hidden. */
function activityLine(row: ActivityRow): SharedActivity {
  const isFew = (count: number) => count > 0 && count < SMALLEST_CELL
  const isSmall = row.agreed === 0 && (isFew(row.households) || isFew(row.people))
  const unlessSmall = (figure: number) => (isSmall ? null : figure)
  return {
    kind: 'sharedActivity',
    onDay: row.on_day,
    type: activityKindSchema.parse(row.kind),
    title: row.title,
    place: row.place,
    district: row.districtCode,
    households: unlessSmall(row.households),
    people: unlessSmall(row.people),
    amount: unlessSmall(row.amount),
    currency: currencySchema.parse(row.currency),
    goods: row.goods,
    goodsValue: unlessSmall(row.goods_value),
    rate: row.rate,
    rateOn: row.rate_on,
  }
}

/**
 * A quarter is told once: what was told stays as it was, since the difference of two versions would tell of one family. Only
 * quarters that are over are told at all.
 */
function tellQuarters(
  cells: Cells,
  { frozen, through }: { frozen: readonly FrozenQuarter[]; through: Quarter },
): { cells: Cells; fresh: FrozenQuarter[]; changedSince: number } {
  const until = quarterWindow(through).to
  const ofQuarter = ({ year, quarter }: Quarter) =>
    cells.filter((cell) => cell.year === year && cell.quarter === quarter)
  const isKept = (quarter: Quarter) =>
    frozen.some((each) => each.year === quarter.year && each.quarter === quarter.quarter)
  const fresh = quartersOf(cells)
    .filter((quarter) => quarterWindow(quarter).to <= until && !isKept(quarter))
    .map((quarter) => ({ ...quarter, cells: ofQuarter(quarter) }))
  const all = [...frozen, ...fresh].sort((one, other) => one.year - other.year || one.quarter - other.quarter)
  const changed = frozen.filter((kept) => JSON.stringify(kept.cells) !== JSON.stringify(ofQuarter(kept)))
  return { cells: all.flatMap((each) => each.cells), fresh, changedSince: changed.length }
}

function quartersOf(cells: Cells): Quarter[] {
  const keys = new Set(cells.map(({ year, quarter }) => `${year}-${quarter}`))
  return [...keys].map((key) => {
    const [year = 0, quarter = 0] = key.split('-').map(Number)
    // Safe: the cells' quarters come from quarterOf.
    return { year, quarter: quarter as Quarter['quarter'] }
  })
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : Number(one.name > other.name)
}
