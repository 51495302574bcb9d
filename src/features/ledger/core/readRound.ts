import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type {
  Advance,
  LineInstalment,
  RoundFile,
  RoundLine,
  RoundRow,
  RoundState,
  RoundVillage,
} from '../common/roundSchemas.ts'
import { isRoundOpen, lineTotals } from '../common/rules.ts'
import { readWaitingLines } from './confirmRound.ts'
import { pursesOf } from './deliverLines.ts'
import { excessOf } from './fundBalances.ts'
import { communeOfVillage, lineIsDelivered } from './openInstalments.ts'
import { readFailingOfLines, readRightsOfRound } from './rightsRepo.ts'
import { readTotalsOf } from './roundTotals.ts'

/** A round with its lines by village, in the order of the paper: villages, then names. */
export async function readRound(db: ReadDb, id: string): Promise<RoundFile> {
  const found = await db
    .selectFrom('round')
    .select([
      'id',
      'owner_unit',
      'version',
      'name',
      'on_day as onDay',
      'place',
      'purpose',
      'currency',
      'note',
      'state',
      'printed_at as printedAt',
      'close_reason as closeReason',
    ])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (found === undefined) refuse('common.notFound')
  const { owner_unit: unitId, ...round } = found
  const villages = await readVillages(db, id)
  const waiting = isRoundOpen(round.state) ? await readWaitingLines(db, { roundId: id }) : []
  const excess = await excessOf(db, { planned: pursesOf(waiting, round), unitId })
  const lines = villages.flatMap((village) => village.lines)
  return {
    ...round,
    currency: currencySchema.parse(round.currency ?? 'VND'),
    villages,
    totals: lineTotals(lines),
    aboveReceived: excess.above,
    purposeMissing: excess.purposeAbove,
    rights: await readRightsOfRound(db, id),
  }
}

async function readVillages(db: ReadDb, roundId: string): Promise<RoundVillage[]> {
  const stored = await readLines(db, roundId)
  const instalments = await readInstalments(db, roundId)
  const advances = await readAdvances(db, roundId)
  const failing = await readFailingOfLines(db, roundId)
  return [...Map.groupBy(stored, (line) => line.villageId)].map(([villageId, rows]) => {
    const lines = rows.map((row) => ({
      ...roundLine(row, instalments.get(row.id) ?? []),
      failing: failing.get(row.id) ?? [],
    }))
    const first = rows[0]
    return {
      villageId,
      villageName: first?.villageName ?? null,
      communeName: first?.communeName ?? null,
      headName: first?.headName ?? null,
      lines,
      totals: lineTotals(lines),
      advance: advances.get(villageId) ?? null,
    }
  })
}

type StoredLine = Awaited<ReturnType<typeof readLines>>[number]

function roundLine(row: StoredLine, instalments: LineInstalment[]): Omit<RoundLine, 'failing'> {
  const { villageName, communeName, headName, delivered, ...line } = row
  const extra = instalments.reduce((sum, instalment) => sum - instalment.amount, line.amount)
  return { ...line, extra, delivered: Number(delivered) > 0, instalments }
}

/** The lines of a round with their people, in the order of the paper. */
export function readLines(db: ReadDb | WriteDb, roundId: string) {
  return db
    .selectFrom('round_line')
    .innerJoin('address', 'address.id', 'round_line.address_id')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'round_line.village_id')
    .select([
      'round_line.id',
      'round_line.version',
      'round_line.address_id as addressId',
      'address.display_name as name',
      'person.birth_day as birthDay',
      'round_line.village_id as villageId',
      'village.name as villageName',
      communeOfVillage.as('communeName'),
      'village.head_name as headName',
      'round_line.amount',
      'round_line.goods',
      'round_line.goods_quantity as goodsQuantity',
      'round_line.goods_unit as goodsUnit',
      'round_line.goods_value as goodsValue',
      'round_line.state',
      'round_line.proxy_name as proxyName',
      'round_line.proxy_relation as proxyRelation',
      'round_line.reason',
      lineIsDelivered.as('delivered'),
    ])
    .where('round_line.round_id', '=', roundId)
    .where('round_line.deleted_at', 'is', null)
    .orderBy(sql`case when village.sort_key is null then 1 else 0 end`)
    .orderBy('village.sort_key')
    .orderBy('village.id')
    .orderBy('address.sort_key')
    .orderBy('address.id')
    .execute()
}

async function readInstalments(db: ReadDb, roundId: string): Promise<Map<string, LineInstalment[]>> {
  const rows = await db
    .selectFrom('round_line_instalment as part')
    .innerJoin('round_line', 'round_line.id', 'part.round_line_id')
    .innerJoin('instalment', 'instalment.id', 'part.instalment_id')
    .innerJoin('pairing', 'pairing.id', 'part.pairing_id')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .select([
      'part.round_line_id as lineId',
      'part.instalment_id as instalmentId',
      'part.pairing_id as pairingId',
      'donor.name as donorName',
      'instalment.first_month as firstMonth',
      'instalment.last_month as lastMonth',
      'part.amount',
    ])
    .where('round_line.round_id', '=', roundId)
    .orderBy('instalment.first_month')
    .orderBy('instalment.id')
    .execute()
  const byLine = Map.groupBy(rows, (row) => row.lineId)
  return new Map([...byLine].map(([lineId, parts]) => [lineId, parts.map(({ lineId: _of, ...part }) => part)]))
}

async function readAdvances(db: ReadDb, roundId: string): Promise<Map<string | null, Advance>> {
  const rows = await db
    .selectFrom('advance')
    .select([
      'id',
      'version',
      'village_id as villageId',
      'holder_name as holderName',
      'amount',
      'given_on as givenOn',
      'due_on as dueOn',
      'settled_on as settledOn',
      'returned',
      'settle_reason as settleReason',
    ])
    .where('round_id', '=', roundId)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map(({ villageId, ...advance }) => [villageId, advance]))
}

export interface RoundPage {
  states: readonly RoundState[]
  offset: number
  limit: number
  unitId: string
}

/** Rounds of this office, the latest day first. */
export async function listRounds(
  db: ReadDb,
  { states, offset, limit, unitId }: RoundPage,
): Promise<{ rows: RoundRow[]; total: number }> {
  const all = db.selectFrom('round').where('owner_unit', '=', unitId).where('deleted_at', 'is', null)
  const narrowed = states.length === 0 ? all : all.where('state', 'in', states)
  const { total } = await narrowed.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await narrowed
    .select(['id', 'name', 'on_day as onDay', 'place', 'currency', 'state'])
    .orderBy('on_day', 'desc')
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()
  const ids = rows.map(({ id }) => id)
  const totals = await readTotalsOf(db, ids)
  const advances = await readOpenAdvances(db, ids)
  const page = rows.map((row) => ({
    ...row,
    currency: currencySchema.parse(row.currency ?? 'VND'),
    totals: totals.get(row.id) ?? lineTotals([]),
    openAdvances: advances.get(row.id)?.open ?? 0,
    nextDueOn: advances.get(row.id)?.nextDueOn ?? null,
  }))
  return { rows: page, total: Number(total) }
}

async function readOpenAdvances(
  db: ReadDb,
  roundIds: readonly string[],
): Promise<Map<string, { open: number; nextDueOn: string | null }>> {
  if (roundIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('advance')
    .select(['round_id', sql<number>`count(*)`.as('open'), sql<string | null>`min(due_on)`.as('nextDueOn')])
    .where('round_id', 'in', roundIds)
    .where('settled_on', 'is', null)
    .where('deleted_at', 'is', null)
    .groupBy('round_id')
    .execute()
  return new Map(rows.map((row) => [row.round_id, { open: Number(row.open), nextDueOn: row.nextDueOn }]))
}
