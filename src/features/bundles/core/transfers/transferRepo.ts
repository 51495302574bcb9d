import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { CaseTransferTable } from '../../../../db/tables/twoWayTables.ts'
import type { CaseTransfer } from '../../common/bundleSchemas.ts'
import { getUnitNames } from '../unitNamesRepo.ts'

export async function findTransfer(db: ReadDb | WriteDb, id: string): Promise<CaseTransferTable | undefined> {
  return (db as ReadDb).selectFrom('case_transfer').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The offer of this case that nobody has answered yet. */
export async function findOpenOffer(db: ReadDb | WriteDb, addressId: string): Promise<CaseTransferTable | undefined> {
  return (db as ReadDb)
    .selectFrom('case_transfer')
    .selectAll()
    .where('address_id', '=', addressId)
    .where('state', '=', 'offered')
    .executeTakeFirst()
}

export async function insertTransfer(db: WriteDb, row: CaseTransferTable): Promise<void> {
  await db.insertInto('case_transfer').values(row).execute()
}

/** One more file of the same offer; an answer names the one it was given to. */
export async function noteOfferFile(
  db: WriteDb,
  { offer, hash, rows }: { offer: CaseTransferTable; hash: string; rows?: string | undefined },
): Promise<void> {
  const values = { offer_hash: `${hash} ${offer.offer_hash}`, ...(rows === undefined ? {} : { rows_json: rows }) }
  await db.updateTable('case_transfer').set(values).where('id', '=', offer.id).execute()
}

/** Whether a file of this hash was made for the offer. */
export function isOfferFile({ offer_hash }: CaseTransferTable, hash: string): boolean {
  return offer_hash.split(' ').includes(hash)
}

export async function answerTransfer(
  db: WriteDb,
  { id, state, reason, now }: { id: string; state: 'accepted' | 'refused'; reason: string; now: string },
): Promise<void> {
  await db
    .updateTable('case_transfer')
    .set({ state, answered_at: now, answer_reason: reason })
    .where('id', '=', id)
    .execute()
}

export async function listTransfers(db: ReadDb): Promise<CaseTransfer[]> {
  const rows = await db.selectFrom('case_transfer').selectAll().orderBy('offered_at', 'desc').limit(500).execute()
  return Promise.all(rows.map((row) => shownTransfer(db, row)))
}

export async function shownTransfer(db: ReadDb, row: CaseTransferTable): Promise<CaseTransfer> {
  const address = await db
    .selectFrom('address')
    .select('display_name')
    .where('id', '=', row.address_id)
    .executeTakeFirst()
  return {
    id: row.id,
    direction: row.direction,
    state: row.state,
    address: address?.display_name ?? '',
    addressId: row.address_id,
    from: await getUnitNames(db, row.from_unit),
    to: await getUnitNames(db, row.to_unit),
    reason: row.reason,
    offeredAt: row.offered_at,
    answeredAt: row.answered_at,
    answerReason: row.answer_reason,
  }
}
