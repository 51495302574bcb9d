import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { DeliveryTable, RoundTable } from '../../../db/tables/moneyTables.ts'
import { roundStateFor } from '../common/rules.ts'
import { type DueLine, deliverLines, pursesOf } from './deliverLines.ts'
import { excessOf, takeMoneyLock } from './fundBalances.ts'
import { lineIsDelivered, readInstalmentFacts } from './openInstalments.ts'
import { readApprovedAddresses } from './readApprovedAddresses.ts'
import { refuseGoneLines } from './refuseGoneLines.ts'
import { openRound } from './roundRepo.ts'

export interface Confirmation {
  id: string
  /** Null = lines without a village; undefined = the whole round. */
  villageId: string | null | undefined
  onDay: string
  proof: DeliveryTable['proof']
  aboveReceivedReason: string | null
}

/** All who were not marked have received, and so have the proxies: every kỳ is delivered, in one transaction. */
export async function confirmRest(
  db: WriteDb,
  writer: WriteContext,
  confirmation: Confirmation,
): Promise<{ lines: number; deliveries: number; amount: number }> {
  await takeMoneyLock(db)
  const round = await openRound(db, writer, confirmation.id)
  const lines = await readWaitingLines(db, { roundId: round.id, villageId: confirmation.villageId })
  if (lines.length === 0) refuse('ledger.nothingToConfirm')
  await refuseGoneLines(db, writer, { roundId: round.id, lines })
  await refuseWhatChanged(db, writer, lines)
  const reason = await reasonAboveReceived(db, { lines, round, reason: confirmation.aboveReceivedReason })
  for (const { line } of lines) {
    if (line.state !== 'planned') continue
    const { id, version } = line
    await updateRecord(db, writer, { table: 'round_line', id, version, changes: { state: 'received' } })
  }
  const { onDay, proof } = confirmation
  const handOver = { onDay, proof, purpose: round.purpose, reason }
  const written = await deliverLines(db, writer, { lines, handOver })
  await refreshRoundState(db, writer, round.id)
  return { lines: lines.length, ...written }
}

/** Lines still on their way (planned, or nhận thay and not in the books), with the kỳ they pay. */
export async function readWaitingLines(
  db: ReadDb | WriteDb,
  { roundId, villageId }: { roundId: string; villageId?: string | null | undefined },
): Promise<DueLine[]> {
  let query = waitingLines(db, roundId)
  if (villageId === null) query = query.where('round_line.village_id', 'is', null)
  else if (villageId !== undefined) query = query.where('round_line.village_id', '=', villageId)
  const lines = await query.selectAll('round_line').orderBy('round_line.id').execute()
  const parts = await db
    .selectFrom('round_line_instalment as part')
    .innerJoin('round_line', 'round_line.id', 'part.round_line_id')
    .innerJoin('pairing', 'pairing.id', 'part.pairing_id')
    .select([
      'part.round_line_id as lineId',
      'part.instalment_id as instalmentId',
      'part.pairing_id as pairingId',
      'part.amount',
      'pairing.donor_id as donorId',
      'pairing.help_form as helpForm',
    ])
    .where('round_line.round_id', '=', roundId)
    .orderBy('part.instalment_id')
    .execute()
  const byLine = Map.groupBy(parts, (part) => part.lineId)
  return lines.map((line) => ({ line, parts: byLine.get(line.id) ?? [] }))
}

function waitingLines(db: ReadDb | WriteDb, roundId: string) {
  return db
    .selectFrom('round_line')
    .where('round_line.round_id', '=', roundId)
    .where('round_line.deleted_at', 'is', null)
    .where(sql<boolean>`(round_line.state = 'planned' or (round_line.state = 'byProxy' and ${lineIsDelivered} <= 0))`)
}

/** Since the list was made an address may have lost its approval, or a kỳ may have been paid directly. */
async function refuseWhatChanged(db: WriteDb, { unitId }: WriteContext, lines: readonly DueLine[]): Promise<void> {
  const ids = lines.map(({ line }) => line.address_id)
  const addresses = await readApprovedAddresses(db, { ids, unitId })
  const parts = lines.flatMap((due) => due.parts.map((part) => ({ ...part, addressId: due.line.address_id })))
  const facts = await readInstalmentFacts(db, { ids: parts.map(({ instalmentId }) => instalmentId), unitId })
  for (const { instalmentId, amount, addressId } of parts) {
    const remaining = facts.get(instalmentId)?.remaining ?? 0
    const name = addresses.get(addressId)?.name ?? ''
    if (amount > remaining) refuse('ledger.aboveInstalment', { amount, remaining, name })
  }
}

/** The reason to keep on the rows when the fund hands out more than it received; null when it does not. */
async function reasonAboveReceived(
  db: WriteDb,
  { lines, round, reason }: { lines: readonly DueLine[]; round: RoundTable; reason: string | null },
): Promise<string | null> {
  const excess = await excessOf(db, { planned: pursesOf(lines, round.purpose), unitId: round.owner_unit })
  if (excess.above === 0) return null
  const given = (reason ?? '').trim()
  return given === '' ? refuse('ledger.deliveredAboveReceived', { above: excess.above }) : given
}

/** Puts a round where its lines and advances say it stands; a closed one stays closed. */
export async function refreshRoundState(db: WriteDb, writer: WriteContext, roundId: string): Promise<void> {
  const round = await db.selectFrom('round').selectAll().where('id', '=', roundId).executeTakeFirstOrThrow()
  if (round.state === 'closed') return
  const { waiting } = await waitingLines(db, roundId)
    .select(sql<number>`count(*)`.as('waiting'))
    .executeTakeFirstOrThrow()
  const advance = await db
    .selectFrom('advance')
    .select('id')
    .where('round_id', '=', roundId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const state = roundStateFor({
    waiting: Number(waiting),
    printed: round.printed_at !== null,
    handedOver: advance !== undefined,
  })
  await updateRecord(db, writer, { table: 'round', id: roundId, version: round.version, changes: { state } })
}
