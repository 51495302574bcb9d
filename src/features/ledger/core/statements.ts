import { type SqlBool, sql } from 'kysely'
import { CURRENCIES } from '../../../base/common/money.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { AddressStatement, DonorStatement, Period, StatementEntry } from '../common/bookSchemas.ts'
import { monthRange } from '../common/monthRange.ts'

type Asked = Period & { id: string; unitId: string }
type Entry = StatementEntry & { currency: string; purse: 'family' | 'house' | 'purpose' | 'none' }

/**
 * What a sponsor gave, through the fund and past it, and what reached their families, in each currency. `closing` is what the
 * fund still holds for the sponsor's families; money for houses and free purposes is shown, and accounted for there.
 */
export async function readDonorStatement(db: ReadDb, asked: Asked): Promise<DonorStatement[]> {
  const entries = [
    ...(await readReceived(db, asked)),
    ...(await readPayouts(db, asked)),
    ...(await readHandedOver(db, { ...asked, side: 'donor' })),
  ]
  return CURRENCIES.flatMap((currency) => {
    const own = entries.filter((each) => each.currency === currency)
    if (own.length === 0) return []
    const before = own.filter(({ day }) => day < asked.from)
    const during = own.filter(({ day }) => day >= asked.from)
    const family = (list: readonly Entry[]) => list.filter(({ purse }) => purse === 'family')
    const received = during.filter(({ kind }) => kind === 'received')
    const fundOnly = (list: readonly Entry[]) => list.filter(({ channel }) => channel === 'fund')
    const handedOver = value(fundOnly(during))
    const opening = cash(family(before).filter(isIncome)) - value(fundOnly(before))
    const refunded = -cash(during.filter(({ kind }) => kind === 'refunded' || kind === 'moved'))
    return [
      {
        currency,
        opening,
        received: cash(received),
        forFamilies: cash(family(received)),
        forHouses: cash(received.filter(({ purse }) => purse === 'house')),
        forPurposes: cash(received.filter(({ purse }) => purse === 'purpose')),
        refunded,
        handedOver,
        closing: opening + cash(family(during).filter(isIncome)) - handedOver,
        outside: value(during.filter(({ kind }) => kind === 'outside')),
        entries: shown(during),
      },
    ]
  })
}

/** What reached an address, channels apart, in each currency. */
export async function readAddressStatement(db: ReadDb, asked: Asked): Promise<AddressStatement[]> {
  const all = await readHandedOver(db, { ...asked, side: 'address' })
  return CURRENCIES.flatMap((currency) => {
    const own = all.filter((each) => each.currency === currency && each.day >= asked.from)
    if (own.length === 0) return []
    const ofChannel = (channel: string) => value(own.filter((each) => each.channel === channel))
    return [
      {
        currency,
        fund: ofChannel('fund'),
        direct: ofChannel('direct'),
        local: ofChannel('local'),
        goods: own.reduce((sum, { goodsValue }) => sum + goodsValue, 0),
        total: value(own),
        entries: shown(own),
      },
    ]
  })
}

function isIncome({ kind }: Entry): boolean {
  return kind === 'received' || kind === 'refunded' || kind === 'moved'
}

function cash(entries: readonly Entry[]): number {
  return entries.reduce((sum, { amount }) => sum + amount, 0)
}

/** Cash and value of goods. */
function value(entries: readonly Entry[]): number {
  return entries.reduce((sum, { amount, goodsValue }) => sum + amount + goodsValue, 0)
}

function compareBytes(first: string, second: string): number {
  if (first === second) return 0
  return first < second ? -1 : 1
}

function shown(entries: readonly Entry[]): StatementEntry[] {
  return entries
    .toSorted((first, second) => compareBytes(first.day, second.day) || compareBytes(first.key, second.key))
    .map(({ currency: _currency, purse: _purse, ...entry }) => entry)
}

/** A donor and those merged into it. */
function sameDonor(column: string, id: string) {
  return sql<SqlBool>`${sql.ref(column)} in (select donor.id from donor where donor.id = ${id} or donor.merged_into = ${id})`
}

async function readReceived(db: ReadDb, { id, to, unitId }: Asked): Promise<Entry[]> {
  const rows = await db
    .selectFrom('allocation')
    .innerJoin('receipt', 'receipt.id', 'allocation.receipt_id')
    .leftJoin('pairing', 'pairing.id', 'allocation.pairing_id')
    .leftJoin('house', 'house.id', 'allocation.house_id')
    .leftJoin('address', (join) => join.on(sql<SqlBool>`address.id = coalesce(pairing.address_id, house.address_id)`))
    .select([
      'allocation.id',
      'receipt.id as receiptId',
      'receipt.on_day',
      'receipt.series',
      'receipt.number',
      'receipt.year',
      'allocation.pairing_id',
      'allocation.house_id',
      'allocation.purpose',
      'allocation.first_month',
      'allocation.last_month',
      'allocation.amount',
      'allocation.currency',
      'address.display_name',
    ])
    .where(sameDonor('receipt.donor_id', id))
    .where('allocation.owner_unit', '=', unitId)
    .where('receipt.on_day', '<=', to)
    .where('allocation.deleted_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    key: row.id,
    day: row.on_day,
    kind: 'received',
    voucher: `${row.series} ${row.number}/${row.year}`,
    who: row.display_name ?? row.purpose,
    months: row.first_month === null ? null : monthRange(row.first_month, row.last_month ?? row.first_month),
    channel: null,
    amount: row.amount,
    goods: null,
    goodsValue: 0,
    roundId: null,
    receiptId: row.receiptId,
    currency: row.currency,
    purse: row.pairing_id !== null ? 'family' : row.house_id !== null ? 'house' : 'purpose',
  }))
}

/** Money that left (negative) or came to (positive) the purses of the sponsor's families, and refunds from elsewhere. */
async function readPayouts(db: ReadDb, { id, to, unitId }: Asked): Promise<Entry[]> {
  const rows = await db
    .selectFrom('payout')
    .leftJoin('pairing as source', 'source.id', 'payout.pairing_id')
    .leftJoin('pairing as target', 'target.id', 'payout.to_pairing_id')
    .selectAll('payout')
    .select(['source.donor_id as sourceDonor', 'target.donor_id as targetDonor'])
    .where('payout.owner_unit', '=', unitId)
    .where('payout.on_day', '<=', to)
    .where('payout.deleted_at', 'is', null)
    .where((where) =>
      where.or([sameDonor('payout.donor_id', id), sameDonor('source.donor_id', id), sameDonor('target.donor_id', id)]),
    )
    .execute()
  const donors = await db
    .selectFrom('donor')
    .select('id')
    .where((where) => where.or([where('id', '=', id), where('merged_into', '=', id)]))
    .execute()
  const isOwn = (donorId: string | null) => donors.some((donor) => donor.id === donorId)
  return rows.flatMap((row): Entry[] => {
    const base = {
      day: row.on_day,
      kind: row.kind === 'refund' ? ('refunded' as const) : ('moved' as const),
      voucher: `${row.series} ${row.number}/${row.year}`,
      who: row.note ?? row.payee_name,
      months: null,
      channel: null,
      goods: null,
      goodsValue: 0,
      roundId: null,
      receiptId: null,
      currency: row.currency,
    }
    const left = isOwn(row.sourceDonor) || row.kind === 'refund'
    const came = isOwn(row.targetDonor)
    return [
      ...(left
        ? [
            {
              ...base,
              key: row.id,
              amount: -row.amount,
              purse: isOwn(row.sourceDonor) ? ('family' as const) : ('purpose' as const),
            },
          ]
        : []),
      ...(came ? [{ ...base, key: `${row.id} to`, amount: row.amount, purse: 'family' as const }] : []),
    ]
  })
}

async function readHandedOver(
  db: ReadDb,
  { id, to, unitId, side }: Asked & { side: 'donor' | 'address' },
): Promise<Entry[]> {
  const { owner, whose } = deliveriesOf({ id, unitId, side })
  const rows = await db
    .selectFrom('delivery')
    .innerJoin('address', 'address.id', 'delivery.address_id')
    .leftJoin('donor', 'donor.id', 'delivery.donor_id')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .leftJoin('round_line', 'round_line.id', 'delivery.round_line_id')
    .leftJoin('round', 'round.id', 'round_line.round_id')
    .select([
      'delivery.id',
      'delivery.on_day',
      'delivery.channel',
      'delivery.amount',
      'delivery.currency',
      'delivery.goods_item',
      'delivery.goods_quantity',
      'delivery.goods_unit',
      'delivery.goods_value',
      'delivery.purpose',
      'round.id as roundId',
      'round.name as round',
      'address.display_name as address',
      'donor.name as donor',
      'instalment.first_month',
      'instalment.last_month',
    ])
    .where(whose)
    .where(sql<SqlBool>`delivery.owner_unit = ${owner}`)
    .where('delivery.on_day', '<=', to)
    .where('delivery.deleted_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    key: row.id,
    day: row.on_day,
    kind: row.channel === 'fund' ? 'handedOver' : 'outside',
    voucher: row.round,
    roundId: row.roundId,
    receiptId: null,
    who: side === 'donor' ? row.address : (row.donor ?? row.purpose),
    months: row.first_month === null || row.last_month === null ? null : monthRange(row.first_month, row.last_month),
    channel: row.channel,
    amount: row.amount,
    goods: goodsText(row),
    goodsValue: row.goods_value,
    currency: row.currency,
    purse: 'none',
  }))
}

/** Whose deliveries a statement tells, and out of which book: those of an address lie where the address does. */
function deliveriesOf({ id, unitId, side }: { id: string; unitId: string; side: 'donor' | 'address' }) {
  const owner =
    side === 'donor'
      ? sql<string>`${unitId}`
      : sql<string>`coalesce((select address.owner_unit from address where address.id = ${id}), ${unitId})`
  const whose =
    side === 'donor'
      ? sameDonor('delivery.donor_id', id)
      : sql<SqlBool>`delivery.address_id in (select same.id from address as same where same.id = ${id} or same.merged_into = ${id})`
  return { owner, whose }
}

/** "10 kg gạo". */
function goodsText(row: { goods_item: string | null; goods_quantity: number | null; goods_unit: string | null }) {
  if (row.goods_item === null) return null
  const quantity = row.goods_quantity === null ? null : String(Math.abs(row.goods_quantity))
  return [quantity, row.goods_unit, row.goods_item].filter(Boolean).join(' ')
}
