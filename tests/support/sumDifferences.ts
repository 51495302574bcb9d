import type { Selectable } from 'kysely'
import type { Database, ReadDb } from '../../src/db/database.ts'
import type { Tables } from '../../src/db/tables.ts'
import { fromDeliveries, readRightsScore } from '../../src/features/ledger/core/rightsRepo.ts'

/**
 * Where the kept sums (`src/db/keepSums.ts`) differ from what the rows come to, summed here once more by hand; nothing when
 * they are right. One line per sum, `+` what the rows say and `-` what is kept.
 */
export async function sumDifferences({ read }: Database): Promise<string[]> {
  const kept = [
    ...(await keptDays(read)),
    ...(await keptOpen(read)),
    ...(await keptRights(read)),
    ...(await keptOpened(read)),
  ]
  const real = [
    ...(await realDays(read)),
    ...(await realOpen(read)),
    ...(await realRights(read)),
    ...(await realOpened(read)),
  ]
  const due = await read.selectFrom('delivery_sum_due').selectAll().execute()
  const unlooked = await read.selectFrom('open_instalment_due').selectAll().execute()
  const unopened = await read.selectFrom('opened_address_due').selectAll().execute()
  const said = new Set(real)
  const known = new Set(kept)
  return [
    ...real.filter((line) => !known.has(line)).map((line) => `+ ${line}`),
    ...kept.filter((line) => !said.has(line)).map((line) => `- ${line}`),
    ...due.map((day) => `not summed: ${JSON.stringify(day)}`),
    ...unopened.map((one) => `not looked at: ${one.address_id}`),
    ...unlooked.map((one) => `not looked at: ${one.instalment_id}`),
  ]
}

async function keptDays(db: ReadDb): Promise<string[]> {
  const rows = await db.selectFrom('delivery_sum').selectAll().execute()
  return rows.map((row) => dayLine(row))
}

type DaySum = Pick<
  Selectable<Tables['delivery_sum']>,
  'owner_unit' | 'on_day' | 'round_id' | 'channel' | 'currency' | 'taken_back' | 'amount' | 'goods_value'
> & { deliveries: number; addresses: number }

function dayLine(row: DaySum): string {
  const key = [row.owner_unit, row.on_day, row.round_id, row.channel, row.currency, Number(row.taken_back)]
  const sums = [row.deliveries, row.addresses, row.amount, row.goods_value].map(Number)
  return `day ${[...key, ...sums].join(' ')}`
}

async function realDays(db: ReadDb): Promise<string[]> {
  const lines = await db.selectFrom('round_line').select(['id', 'round_id']).execute()
  const roundOf = new Map(lines.map(({ id, round_id }) => [id, round_id]))
  const deliveries = await db.selectFrom('delivery').selectAll().where('deleted_at', 'is', null).execute()
  const rows = deliveries.map((row) => ({
    ...row,
    round_id: roundOf.get(row.round_line_id ?? '') ?? '',
    taken_back: row.reverses === null ? 0 : 1,
  }))
  const groups = Map.groupBy(rows, (row) =>
    [row.owner_unit, row.on_day, row.round_id, row.channel, row.currency, row.taken_back].join(' '),
  )
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const amount = own.reduce((sum, row) => sum + Number(row.amount), 0)
    const goods_value = own.reduce((sum, row) => sum + Number(row.goods_value), 0)
    const addresses = new Set(own.map((row) => row.address_id)).size
    return [dayLine({ ...first, deliveries: own.length, addresses, amount, goods_value })]
  })
}

async function keptRights(db: ReadDb): Promise<string[]> {
  const rows = await db.selectFrom('delivery_sum').selectAll().execute()
  return [...Map.groupBy(rows, ({ owner_unit }) => owner_unit)].map(([unit, own]) => {
    const sum = (column: 'standing' | 'place_shown' | 'person_shown' | 'time_shown') =>
      own.reduce((total, row) => total + Number(row[column]), 0)
    return rightsLine(unit, [sum('standing'), sum('place_shown'), sum('person_shown'), sum('time_shown')])
  })
}

async function realRights(db: ReadDb): Promise<string[]> {
  const units = await db
    .selectFrom('delivery')
    .select('owner_unit')
    .distinct()
    .where('deleted_at', 'is', null)
    .execute()
  return Promise.all(
    units.map(async ({ owner_unit }) => {
      const score = await readRightsScore(fromDeliveries(db).where('delivery.owner_unit', '=', owner_unit))
      return rightsLine(owner_unit, [score.deliveries, score.place, score.person, score.time])
    }),
  )
}

function rightsLine(unit: string, sums: number[]): string {
  return `rights ${unit} ${sums.join(' ')}`
}

async function keptOpen(db: ReadDb): Promise<string[]> {
  const rows = await db.selectFrom('open_instalment').selectAll().execute()
  return rows.map((row) => openLine({ ...row, id: row.instalment_id }))
}

type Open = Pick<
  Selectable<Tables['instalment']>,
  'owner_unit' | 'due_on' | 'id' | 'pairing_id' | 'first_month' | 'last_month' | 'currency'
> & { missing: number }

function openLine(row: Open): string {
  const { owner_unit, due_on, id, pairing_id, first_month, last_month, currency, missing } = row
  return `open ${[owner_unit, due_on, id, pairing_id, first_month, last_month, currency, Number(missing)].join(' ')}`
}

async function realOpen(db: ReadDb): Promise<string[]> {
  const deliveries = await db.selectFrom('delivery').selectAll().where('deleted_at', 'is', null).execute()
  const given = Map.groupBy(deliveries, (row) => `${row.instalment_id} ${row.owner_unit} ${row.currency}`)
  const instalments = await db
    .selectFrom('instalment')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where('past', 'is', null)
    .execute()
  return instalments.flatMap((row) => {
    const own = given.get(`${row.id} ${row.owner_unit} ${row.currency}`) ?? []
    const missing = own.reduce(
      (left, each) => left - Number(each.amount) - Number(each.goods_value),
      Number(row.amount),
    )
    return missing > 0 ? [openLine({ ...row, missing })] : []
  })
}

async function keptOpened(db: ReadDb): Promise<string[]> {
  const rows = await db.selectFrom('opened_address').selectAll().execute()
  return rows.map(({ owner_unit, on_day, address_id }) => `opened ${owner_unit} ${on_day} ${address_id}`)
}

async function realOpened(db: ReadDb): Promise<string[]> {
  const steps = await db.selectFrom('address_step').selectAll().where('deleted_at', 'is', null).execute()
  const stepsOf = Map.groupBy(steps, ({ address_id }) => address_id)
  const addresses = await db
    .selectFrom('address')
    .select(['id', 'owner_unit'])
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .execute()
  return addresses.flatMap(({ id, owner_unit }) => {
    const [first] = (stepsOf.get(id) ?? []).map(({ on_day }) => on_day).toSorted()
    return first === undefined ? [] : [`opened ${owner_unit} ${first} ${id}`]
  })
}
