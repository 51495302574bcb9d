import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { DeliveryTable, RoundTable } from '../../../db/tables/moneyTables.ts'
import { type DueLine, deliverLines, pursesOf } from './deliverLines.ts'
import { excessOf, takeMoneyLock } from './fundBalances.ts'
import { readInstalmentFacts } from './openInstalments.ts'
import { findBarredAddress } from './readApprovedAddresses.ts'
import { refreshRoundState, waitingLines } from './refreshRoundState.ts'
import { paperNumberOf, refuseGoneLines } from './refuseGoneLines.ts'
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
  await refuseWhatChanged(db, writer, { roundId: round.id, lines })
  const reason = await reasonAboveReceived(db, { lines, round, reason: confirmation.aboveReceivedReason })
  for (const { line } of lines) {
    if (line.state !== 'planned') continue
    const { id, version } = line
    await updateRecord(db, writer, { table: 'round_line', id, version, changes: { state: 'received' } })
  }
  const { onDay, proof } = confirmation
  const handOver = { onDay, proof, purpose: round.purpose, currency: round.currency, reason }
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

/** Since the list was made an address may have lost its approval, or a kỳ may have been paid directly. */
async function refuseWhatChanged(
  db: WriteDb,
  { unitId }: WriteContext,
  { roundId, lines }: { roundId: string; lines: readonly DueLine[] },
): Promise<void> {
  const ids = lines.map(({ line }) => line.address_id)
  const barred = await findBarredAddress(db, { ids, unitId })
  if (barred !== undefined) {
    const line = lines.find((due) => due.line.address_id === barred)?.line
    refuse('ledger.addressNotApproved', await paperNumberOf(db, { roundId, lineId: line?.id ?? '' }))
  }
  const parts = lines.flatMap((due) => due.parts.map((part) => ({ ...part, lineId: due.line.id })))
  const facts = await readInstalmentFacts(db, { ids: parts.map(({ instalmentId }) => instalmentId), unitId })
  for (const { instalmentId, amount, lineId } of parts) {
    const { remaining = 0, currency = 'VND' } = facts.get(instalmentId) ?? {}
    if (amount <= remaining) continue
    refuse('ledger.lineAboveInstalment', {
      amount,
      remaining,
      currency,
      ...(await paperNumberOf(db, { roundId, lineId })),
    })
  }
}

/** The reason to keep on the rows when the fund hands out more than it received; null when it does not. */
async function reasonAboveReceived(
  db: WriteDb,
  { lines, round, reason }: { lines: readonly DueLine[]; round: RoundTable; reason: string | null },
): Promise<string | null> {
  const excess = await excessOf(db, { planned: pursesOf(lines, round), unitId: round.owner_unit })
  const currency = round.currency ?? 'VND'
  if (excess.purposeAbove > 0) refuse('ledger.purposeTooSmall', { missing: excess.purposeAbove, currency })
  if (excess.above === 0) return null
  const given = (reason ?? '').trim()
  return given === '' ? refuse('ledger.deliveredAboveReceived', { above: excess.above, currency }) : given
}
