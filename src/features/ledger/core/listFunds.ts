import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { FundRow } from '../common/bookSchemas.ts'
import { readMovements } from './fundBalances.ts'

/** What every free purpose and every house of this office received, had moved, gave out and still holds, currencies apart. */
export async function listFunds(db: ReadDb, unitId: string): Promise<FundRow[]> {
  const purposes = await readPurposes(db, unitId)
  const houses = await readHouses(db, unitId)
  const rows = [
    ...(await fundRows(db, { kind: 'purpose', names: new Map(purposes.map((each) => [each, each])), unitId })),
    ...(await fundRows(db, { kind: 'house', names: houses, unitId })),
  ]
  return rows.sort(
    (first, second) =>
      first.kind.localeCompare(second.kind) * -1 ||
      first.name.localeCompare(second.name, 'vi') ||
      first.currency.localeCompare(second.currency),
  )
}

async function readPurposes(db: ReadDb, unitId: string): Promise<string[]> {
  const received = await db
    .selectFrom('allocation')
    .select('purpose')
    .distinct()
    .where('owner_unit', '=', unitId)
    .where('purpose', 'is not', null)
    .where('pairing_id', 'is', null)
    .where('house_id', 'is', null)
    .where('deleted_at', 'is', null)
    .execute()
  const moved = await db
    .selectFrom('payout')
    .select('to_purpose as purpose')
    .distinct()
    .where('owner_unit', '=', unitId)
    .where('to_purpose', 'is not', null)
    .where('deleted_at', 'is', null)
    .execute()
  return [...new Set([...received, ...moved].flatMap(({ purpose }) => purpose ?? []))]
}

async function readHouses(db: ReadDb, unitId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('house')
    .innerJoin('address', 'address.id', 'house.address_id')
    .select(['house.id', 'address.display_name as name'])
    .where('house.owner_unit', '=', unitId)
    .where('house.deleted_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function fundRows(
  db: ReadDb,
  { kind, names, unitId }: { kind: FundRow['kind']; names: ReadonlyMap<string, string>; unitId: string },
): Promise<FundRow[]> {
  if (names.size === 0) return []
  const column = kind === 'house' ? ('house_id' as const) : ('purpose' as const)
  const rows = new Map<string, FundRow>()
  const movements = await readMovements(db, { column, keys: [...names.keys()], unitId })
  for (const { key, currency, side, byPayout, amount } of movements) {
    const id = `${key} ${currency}`
    const empty = { received: 0, moved: 0, spent: 0, balance: 0 }
    const row = rows.get(id) ?? {
      kind,
      id: key,
      name: names.get(key) ?? key,
      currency: currencySchema.parse(currency),
      ...empty,
    }
    if (side === 'delivered') row.spent += amount
    else row[byPayout ? 'moved' : 'received'] += amount
    row.balance = row.received + row.moved - row.spent
    rows.set(id, row)
  }
  return [...rows.values()]
}
