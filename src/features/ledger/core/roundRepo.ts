import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, ownRowOrRefuse, setDeleted, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { RoundTable } from '../../../db/tables/moneyTables.ts'
import type { LineContent, NewLine, NewRound } from '../common/roundSchemas.ts'
import { isRoundOpen, mayChangeLines, stateAfterReopening } from '../common/rules.ts'
import { takeMoneyLock } from './fundBalances.ts'
import { type InstalmentFacts, readInstalmentFacts } from './openInstalments.ts'
import { readApprovedAddresses } from './readApprovedAddresses.ts'

/** The round, if this office owns it. */
export async function ownRound(db: WriteDb, writer: WriteContext, id: string): Promise<RoundTable> {
  await ownRowOrRefuse(db, writer, { table: 'round', id })
  const round = await db.selectFrom('round').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return round.deleted_at === null ? round : refuse('common.notFound')
}

export async function openRound(db: WriteDb, writer: WriteContext, id: string): Promise<RoundTable> {
  const round = await ownRound(db, writer, id)
  return isRoundOpen(round.state) ? round : refuse('ledger.roundClosed')
}

export async function draftRound(db: WriteDb, writer: WriteContext, id: string): Promise<RoundTable> {
  const round = await ownRound(db, writer, id)
  return mayChangeLines(round.state) ? round : refuse('ledger.notDraft')
}

/** Writes a round and all its lines, or nothing. */
export async function insertRound(
  db: WriteDb,
  writer: WriteContext,
  { round, lines }: { round: NewRound; lines: readonly NewLine[] },
): Promise<string> {
  await takeMoneyLock(db)
  const id = await insertRecord(db, writer, {
    table: 'round',
    values: { ...roundValues(round), state: 'draft', printed_at: null, close_reason: null },
  })
  await insertLines(db, writer, { round: { id, purpose: round.purpose, currency: round.currency }, lines })
  return id
}

export function roundValues({ name, onDay, place, purpose, currency, note }: NewRound) {
  return { name, on_day: onDay, place, purpose: purpose?.normalize('NFC') ?? null, currency, note }
}

type ListedRound = Pick<RoundTable, 'id' | 'purpose' | 'currency'>

/** Adds lines to a list; an address stands on it once. Returns the new ids in order. */
export async function insertLines(
  db: WriteDb,
  writer: WriteContext,
  { round, lines }: { round: ListedRound; lines: readonly NewLine[] },
): Promise<string[]> {
  const addressIds = lines.map((line) => line.addressId)
  if (new Set(addressIds).size !== addressIds.length) refuse('ledger.sameTwice')
  await refuseOnList(db, { roundId: round.id, addressIds })
  const addresses = await readApprovedAddresses(db, { ids: addressIds, unitId: writer.unitId })
  const facts = await instalmentFactsOf(db, writer, lines)
  const ids: string[] = []
  for (const line of lines) {
    refuseWrongContent(line, { facts, addressId: line.addressId, round })
    const lineId = await insertRecord(db, writer, {
      table: 'round_line',
      values: {
        round_id: round.id,
        address_id: line.addressId,
        village_id: addresses.get(line.addressId)?.villageId ?? null,
        currency: round.currency ?? 'VND',
        state: 'planned',
        proxy_name: null,
        proxy_relation: null,
        reason: null,
        ...contentValues(line),
      },
    })
    await writeLineInstalments(db, { lineId, content: line, facts })
    ids.push(lineId)
  }
  return ids
}

async function refuseOnList(
  db: WriteDb,
  { roundId, addressIds }: { roundId: string; addressIds: readonly string[] },
): Promise<void> {
  if (addressIds.length === 0) return
  const twice = await db
    .selectFrom('round_line')
    .select('id')
    .where('round_id', '=', roundId)
    .where('address_id', 'in', addressIds)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (twice !== undefined) refuse('ledger.sameTwice')
}

type Facts = Map<string, InstalmentFacts>

function instalmentFactsOf(db: WriteDb, { unitId }: WriteContext, lines: readonly LineContent[]): Promise<Facts> {
  const ids = lines.flatMap((line) => line.instalments.map(({ instalmentId }) => instalmentId))
  if (new Set(ids).size !== ids.length) refuse('ledger.sameTwice')
  return readInstalmentFacts(db, { ids, unitId })
}

function refuseWrongContent(
  content: LineContent,
  { facts, addressId, round }: { facts: Facts; addressId: string; round: ListedRound },
): void {
  const beyond = content.extra > 0 || hasGoods(content)
  if (content.instalments.length === 0 && !beyond) refuse('ledger.emptyLine')
  if (beyond && round.purpose === null) refuse('ledger.purposeNeeded')
  for (const { instalmentId, amount } of content.instalments) {
    const fact = facts.get(instalmentId)
    if (fact === undefined || fact.addressId !== addressId) refuse('common.notFound')
    if (fact.currency !== (round.currency ?? 'VND')) refuse('ledger.otherCurrency')
    refuseWrongInstalment(fact, amount)
  }
}

function refuseWrongInstalment({ channel, held, remaining, currency }: InstalmentFacts, amount: number): void {
  if (channel !== 'fund') refuse('ledger.notFundChannel')
  if (held) refuse('ledger.alreadyPlanned')
  if (remaining === 0) refuse('ledger.notDue')
  if (amount > remaining) refuse('ledger.aboveInstalment', { amount, remaining, currency })
}

function hasGoods({ goods }: LineContent): boolean {
  return goods !== null && goods !== ''
}

function contentValues(content: LineContent) {
  const { instalments, extra, goods, goodsQuantity, goodsUnit, goodsValue } = content
  const amount = instalments.reduce((sum, instalment) => sum + instalment.amount, extra)
  if (!hasGoods(content)) return { amount, goods: null, goods_quantity: null, goods_unit: null, goods_value: 0 }
  return { amount, goods, goods_quantity: goodsQuantity, goods_unit: goodsUnit, goods_value: goodsValue }
}

async function writeLineInstalments(
  db: WriteDb,
  { lineId, content, facts }: { lineId: string; content: LineContent; facts: Facts },
): Promise<void> {
  if (content.instalments.length === 0) return
  const rows = content.instalments.flatMap(({ instalmentId, amount }) => {
    const fact = facts.get(instalmentId)
    if (fact === undefined) return []
    return [{ round_line_id: lineId, instalment_id: instalmentId, pairing_id: fact.pairingId, amount }]
  })
  await db.insertInto('round_line_instalment').values(rows).execute()
}

/** A line of this office with its round. */
export async function ownLine(db: WriteDb, writer: WriteContext, lineId: string) {
  await ownRowOrRefuse(db, writer, { table: 'round_line', id: lineId })
  const line = await db.selectFrom('round_line').selectAll().where('id', '=', lineId).executeTakeFirstOrThrow()
  return line.deleted_at === null ? line : refuse('common.notFound')
}

/** Takes a line off a draft; its kỳ are free again. */
export async function removeLine(db: WriteDb, writer: WriteContext, lineId: string): Promise<void> {
  const line = await ownLine(db, writer, lineId)
  await draftRound(db, writer, line.round_id)
  await setDeleted(db, writer, { table: 'round_line', id: lineId, deleted: true })
}

/** New kỳ, amounts or goods for a line of a draft. */
export async function changeLine(
  db: WriteDb,
  writer: WriteContext,
  { lineId, version, content }: { lineId: string; version: number; content: LineContent },
): Promise<void> {
  await takeMoneyLock(db)
  const line = await ownLine(db, writer, lineId)
  const round = await draftRound(db, writer, line.round_id)
  // Taken off first, so that the line's own hold on its kỳ does not count against it.
  await db.deleteFrom('round_line_instalment').where('round_line_id', '=', lineId).execute()
  const facts = await instalmentFactsOf(db, writer, [content])
  refuseWrongContent(content, { facts, addressId: line.address_id, round })
  await updateRecord(db, writer, { table: 'round_line', id: lineId, version, changes: contentValues(content) })
  await writeLineInstalments(db, { lineId, content, facts })
}

/** Deletes a draft with its lines. */
export async function removeRound(db: WriteDb, writer: WriteContext, id: string): Promise<void> {
  await draftRound(db, writer, id)
  const lines = await db
    .selectFrom('round_line')
    .select('id')
    .where('round_id', '=', id)
    .where('deleted_at', 'is', null)
    .execute()
  for (const line of lines) await setDeleted(db, writer, { table: 'round_line', id: line.id, deleted: true })
  await setDeleted(db, writer, { table: 'round', id, deleted: true })
}

/** A draft whose list was made becomes printed; a list printed again changes nothing. */
export async function markPrinted(db: WriteDb, writer: WriteContext, id: string): Promise<void> {
  const round = await ownRound(db, writer, id)
  if (round.state !== 'draft') return
  await updateRecord(db, writer, {
    table: 'round',
    id,
    version: round.version,
    changes: { state: 'printed', printed_at: writer.now },
  })
}

export async function reopenRound(
  db: WriteDb,
  writer: WriteContext,
  { id, version, reason }: { id: string; version: number; reason: string },
): Promise<void> {
  if (reason === '') refuse('ledger.reasonNeeded')
  const round = await ownRound(db, writer, id)
  const state = stateAfterReopening(round.state)
  if (state === undefined || (state === 'draft' && (await hasAnswers(db, id)))) refuse('ledger.mayNotReopen')
  const changes = state === 'draft' ? { state, printed_at: null } : { state, close_reason: null }
  await updateRecord(db, { ...writer, reason }, { table: 'round', id, version, changes })
}

/** Someone on the printed list was already paid or marked. */
async function hasAnswers(db: WriteDb, roundId: string): Promise<boolean> {
  const answered = await db
    .selectFrom('round_line')
    .select('id')
    .where('round_id', '=', roundId)
    .where('state', '<>', 'planned')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return answered !== undefined
}

/**
 * Name, day, place and note of a draft; its purpose and currency only while no line takes from them.
 * @throws `ledger.purposeInUse`, `ledger.currencyInUse`
 */
export async function updateRound(
  db: WriteDb,
  writer: WriteContext,
  { id, version, round }: { id: string; version: number; round: NewRound },
): Promise<void> {
  const before = await draftRound(db, writer, id)
  const values = roundValues(round)
  const lines = await db
    .selectFrom('round_line')
    .select(['id', 'amount', 'goods'])
    .where('round_id', '=', id)
    .where('deleted_at', 'is', null)
    .execute()
  if (lines.length > 0 && values.currency !== (before.currency ?? 'VND')) refuse('ledger.currencyInUse')
  if (values.purpose !== before.purpose && values.purpose === null && (await takesFromPurpose(db, lines))) {
    refuse('ledger.purposeInUse')
  }
  await updateRecord(db, writer, { table: 'round', id, version, changes: values })
}

async function takesFromPurpose(
  db: WriteDb,
  lines: readonly { id: string; amount: number; goods: string | null }[],
): Promise<boolean> {
  if (lines.length === 0) return false
  const parts = await db
    .selectFrom('round_line_instalment')
    .select(['round_line_id', (each) => each.fn.sum<number>('amount').as('amount')])
    .where(
      'round_line_id',
      'in',
      lines.map(({ id }) => id),
    )
    .groupBy('round_line_id')
    .execute()
  const paid = new Map(parts.map((part) => [part.round_line_id, Number(part.amount)]))
  return lines.some(({ id, amount, goods }) => goods !== null || amount > (paid.get(id) ?? 0))
}
