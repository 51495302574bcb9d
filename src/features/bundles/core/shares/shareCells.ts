import { type Day, quarterOf } from '../../../../base/common/day.ts'
import { currencySchema } from '../../../../base/common/moneySchema.ts'
import type { HelpCell, HouseCell } from '../../common/shares/shareLines.ts'
import { type Cell, foldSmallCells } from '../../common/shares/smallCells.ts'
import type { ScopeDelivery, ScopeHouse } from './shareScopeRepo.ts'

/** Where an address stands in the figures: its survivor's id, its place, and whether it goes by name. */
export interface Place {
  member: string
  district: string
  village: string | null
  named: boolean
}

export interface ShareCells {
  cells: (HelpCell | HouseCell)[]
  /** Addresses whose figures were too few to be told under any heading. */
  heldBack: number
}

/** `2026-4`: a quarter as a heading. */
export function quarterKey(day: Day): string {
  const { year, quarter } = quarterOf(day)
  return `${year}-${quarter}`
}

interface Help {
  times: number
  amount: number
  goodsValue: number
}

const addHelp = (one: Help, other: Help): Help => ({
  times: one.times + other.times,
  amount: one.amount + other.amount,
  goodsValue: one.goodsValue + other.goodsValue,
})

/** Quarter and currency are never put together with another. */
const FIXED = 2

/**
 * Help handed over, by quarter, currency, district, form and village. What takes a delivery back counts in the quarter of that
 * delivery, so that the two leave nothing; `places` holds the addresses that may be counted.
 */
export function helpCells(deliveries: readonly ScopeDelivery[], places: ReadonlyMap<string, Place>): ShareCells {
  const dayOf = new Map(deliveries.map((delivery) => [delivery.id, delivery.on_day]))
  const sums = new Map<string, { place: Place; heading: readonly (string | null)[]; help: Help }>()
  for (const delivery of deliveries) {
    const place = places.get(delivery.address_id)
    if (place === undefined) continue
    const day = delivery.reverses === null ? delivery.on_day : (dayOf.get(delivery.reverses) ?? delivery.on_day)
    const heading = [quarterKey(day), delivery.currency, place.district, delivery.help_form, place.village]
    const key = JSON.stringify([place.member, ...heading])
    const { amount, goods_value: goodsValue } = delivery
    const one = { times: delivery.reverses === null ? 1 : -1, amount, goodsValue }
    const before = sums.get(key)
    sums.set(key, { place, heading, help: before === undefined ? one : addHelp(before.help, one) })
  }
  const given = [...sums.values()].filter(({ help }) => help.times > 0)
  const cells = given.map(({ place, heading, help }) => cellOf(place, heading, help))
  const folded = foldSmallCells(joinMembers(cells, addHelp), { fixed: FIXED, merge: addHelp })
  return {
    cells: folded.cells.map(helpLine).sort(byHeading),
    heldBack: countMembers(folded.heldBack),
  }
}

interface Built {
  houses: number
  budget: number
}

const addBuilt = (one: Built, other: Built): Built => ({
  houses: one.houses + other.houses,
  budget: one.budget + other.budget,
})

/** Houses handed over, by quarter, currency, district and kind. */
export function houseCells(houses: readonly ScopeHouse[], places: ReadonlyMap<string, Place>): ShareCells {
  const cells: Cell<Built>[] = []
  for (const house of houses) {
    const place = places.get(house.address_id)
    if (place === undefined || house.handed_over_on === null) continue
    const heading = [quarterKey(house.handed_over_on), house.currency, place.district, house.kind]
    cells.push(cellOf(place, heading, { houses: 1, budget: house.budget }))
  }
  const folded = foldSmallCells(joinMembers(cells, addBuilt), { fixed: FIXED, merge: addBuilt })
  return {
    cells: folded.cells.map(houseLine).sort(byHeading),
    heldBack: countMembers(folded.heldBack),
  }
}

function cellOf<Value>({ member, named }: Place, heading: readonly (string | null)[], value: Value): Cell<Value> {
  return { heading, members: new Map([[member, { named }]]), value }
}

/** One cell for each heading, before any is found too small. */
function joinMembers<Value>(cells: readonly Cell<Value>[], merge: (one: Value, other: Value) => Value): Cell<Value>[] {
  const joined = new Map<string, Cell<Value>>()
  for (const cell of cells) {
    const key = JSON.stringify(cell.heading)
    const before = joined.get(key)
    const value = before === undefined ? cell.value : merge(before.value, cell.value)
    joined.set(key, { ...cell, members: new Map([...(before?.members ?? []), ...cell.members]), value })
  }
  return [...joined.values()]
}

function helpLine({ heading, members, value }: Cell<Help>): HelpCell {
  const [when = '', currency, district = null, helpForm = null, village = null] = heading
  return {
    kind: 'helpCell',
    ...quarterFields(when),
    district,
    helpForm,
    village,
    currency: currencySchema.parse(currency),
    addresses: members.size,
    ...value,
  }
}

function houseLine({ heading, members, value }: Cell<Built>): HouseCell {
  const [when = '', currency, district = null, type = null] = heading
  return {
    kind: 'houseCell',
    ...quarterFields(when),
    district,
    // Safe: a house's kind is one of the two, as its table says.
    type: type as HouseCell['type'],
    currency: currencySchema.parse(currency),
    addresses: members.size,
    ...value,
  }
}

function quarterFields(key: string | null): { year: number; quarter: number } {
  const [year = 0, quarter = 0] = (key ?? '').split('-').map(Number)
  return { year, quarter }
}

function countMembers(cells: readonly Cell<unknown>[]): number {
  return new Set(cells.flatMap((cell) => [...cell.members.keys()])).size
}

/** The rest stands after what it is the rest of, and nothing tells in which order rows were written. */
function byHeading(one: HelpCell | HouseCell, other: HelpCell | HouseCell): number {
  const [first, second] = [sortKey(one), sortKey(other)]
  return first < second ? -1 : Number(first > second)
}

function sortKey(cell: HelpCell | HouseCell): string {
  const narrow = cell.kind === 'helpCell' ? [cell.helpForm, cell.village] : [cell.type]
  const last = '\u{10FFFF}'
  return JSON.stringify([
    cell.year,
    cell.quarter,
    cell.district ?? last,
    ...narrow.map((each) => each ?? last),
    cell.currency,
  ])
}
