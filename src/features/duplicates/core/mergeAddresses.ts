import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { type RecordChanges, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AddressTable, PersonTable } from '../../../db/tables/addressTables.ts'
import { ADDRESS_STATES } from '../../addresses/common/addressSchemas.ts'
import { isApproved } from '../../addresses/common/rules.ts'
import { ADDRESS_COLUMNS, columnsIn, takenColumns } from './fieldColumns.ts'
import { joinHouseholds } from './joinHouseholds.ts'
import { type MergeWish, makeAlias, pointAliases } from './mergeRecords.ts'
import { settleAddress } from './settleAddress.ts'
import { withdrawForBoth } from './withdrawForBoth.ts'

interface Files {
  survivor: AddressTable
  other: AddressTable
}

/**
 * Two address files become one, with the people behind them.
 * @throws `duplicates.notFound`, `duplicates.otherUnit`, `duplicates.kindsDiffer`, `duplicates.approvedNeedsRight`,
 * `duplicates.bothOnRound`, `duplicates.restricted`, `duplicates.inTransfer`
 */
export async function mergeAddressFiles(db: WriteDb, context: WriteContext, wish: MergeWish): Promise<number> {
  const { survivorId, otherId, today } = wish
  const files = await readFiles(db, context, wish)
  await refuseUnmergeable(db, files, wish)
  await takeFields(db, context, { ...files, keep: wish.keep })
  await takeStanding(db, context, files)
  await withdrawForBoth(db, context, [survivorId, otherId])
  await joinHouseholds(db, context, files)
  const moved = await makeAlias(db, context, wish)
  const [mine, theirs] = [files.survivor.person_id, files.other.person_id]
  if (mine !== null && theirs !== null && mine !== theirs) {
    await pointAliases(db, context, { table: 'person', from: theirs, to: mine })
  }
  await settleAddress(db, context, { id: survivorId, today })
  return moved
}

async function readFiles(db: WriteDb, { unitId }: WriteContext, { survivorId, otherId }: MergeWish): Promise<Files> {
  const rows = await db.selectFrom('address').selectAll().where('id', 'in', [survivorId, otherId]).execute()
  const [survivor, other] = [survivorId, otherId].map((id) => rows.find((row) => row.id === id))
  if (survivor === undefined || other === undefined) refuse('duplicates.notFound')
  for (const { deleted_at, merged_into, owner_unit } of [survivor, other]) {
    if (owner_unit !== unitId) refuse('duplicates.otherUnit')
    if (deleted_at !== null || merged_into !== null) refuse('duplicates.notFound')
  }
  return { survivor, other }
}

async function refuseUnmergeable(db: WriteDb, { survivor, other }: Files, wish: MergeWish): Promise<void> {
  if ((survivor.kind === 'collective') !== (other.kind === 'collective')) refuse('duplicates.kindsDiffer')
  // A paper approved one of them under its name: who may approve answers for what becomes of it.
  if (!wish.mayApprove && (isApproved(survivor.state) || isApproved(other.state))) {
    refuse('duplicates.approvedNeedsRight')
  }
  const closed = [survivor, other].some((file) => file.restricted_on !== null || file.anonymised_on !== null)
  if (closed) refuse('duplicates.restricted')
  await refuseOnSameRound(db, wish)
  const transfer = await db
    .selectFrom('case_transfer')
    .select('id')
    .where('address_id', 'in', [survivor.id, other.id])
    .where('state', '=', 'offered')
    .executeTakeFirst()
  if (transfer !== undefined) refuse('duplicates.inTransfer')
}

/** On one list both would be given to: a line must be struck off by a person first. */
async function refuseOnSameRound(db: WriteDb, { survivorId, otherId }: MergeWish): Promise<void> {
  const lines = await db
    .selectFrom('round_line')
    .innerJoin('round', 'round.id', 'round_line.round_id')
    .select(['round_line.address_id as addressId', 'round.id as roundId', 'round.name'])
    .where('round_line.address_id', 'in', [survivorId, otherId])
    .where('round_line.deleted_at', 'is', null)
    .where('round_line.state', '<>', 'cancelled')
    .where('round.deleted_at', 'is', null)
    .where('round.state', '<>', 'closed')
    .execute()
  const shared = lines.find(
    (line) =>
      line.addressId === survivorId &&
      lines.some((each) => each.addressId === otherId && each.roundId === line.roundId),
  )
  if (shared !== undefined) refuse('duplicates.bothOnRound', { round: shared.name })
}

async function takeFields(
  db: WriteDb,
  context: WriteContext,
  { survivor, other, keep }: Files & { keep: MergeWish['keep'] },
): Promise<void> {
  const taken = takenColumns({ survivor, other }, columnsIn(ADDRESS_COLUMNS, 'address'), keep)
  // Safe: the columns come from the list of this table's columns.
  const changes = { ...(taken as RecordChanges<'address'>), other_categories: allCategories(survivor, other, taken) }
  if (survivor.latitude === null) Object.assign(changes, { latitude: other.latitude, longitude: other.longitude })
  if (survivor.responsible === null) changes.responsible = other.responsible
  await updateRecord(db, context, { table: 'address', id: survivor.id, version: survivor.version, changes })
  const [mine, theirs] = [await findPerson(db, survivor), await findPerson(db, other)]
  if (mine === undefined || theirs === undefined || mine.id === theirs.id) return
  const ofPerson = takenColumns({ survivor: mine, other: theirs }, columnsIn(ADDRESS_COLUMNS, 'person'), keep)
  // Safe: as above.
  const person = ofPerson as RecordChanges<'person'>
  await updateRecord(db, context, { table: 'person', id: mine.id, version: mine.version, changes: person })
}

function findPerson(db: WriteDb, { person_id }: AddressTable): Promise<PersonTable | undefined> {
  return db
    .selectFrom('person')
    .selectAll()
    .where('id', '=', person_id ?? '')
    .executeTakeFirst()
}

/** Nobody loses a category: all of both, less the one that is now the main one. */
function allCategories(survivor: AddressTable, other: AddressTable, taken: Record<string, unknown>): string | null {
  const main = String(taken.main_category ?? survivor.main_category)
  const codes = [survivor, other].flatMap((file) => [
    file.main_category,
    // Safe: written as a JSON array of category codes.
    ...(JSON.parse(file.other_categories ?? '[]') as string[]),
  ])
  const others = [...new Set(codes)].filter((code) => code !== main).sort()
  return others.length === 0 ? null : JSON.stringify(others)
}

/** The one that came further stands for both, with its day and its paper. */
async function takeStanding(db: WriteDb, context: WriteContext, { survivor, other }: Files): Promise<void> {
  if (standing(other) <= standing(survivor)) return
  const { version } = await db
    .selectFrom('address')
    .select('version')
    .where('id', '=', survivor.id)
    .executeTakeFirstOrThrow()
  const changes = {
    state: other.state,
    state_since: other.state_since,
    decision_id: other.decision_id,
    end_reason: other.end_reason,
  }
  await updateRecord(db, context, { table: 'address', id: survivor.id, version: Number(version), changes })
}

/** Ended and refused come last whatever came before: a person who is helped elsewhere is not closed. */
export function standing({ state }: Pick<AddressTable, 'state'>): number {
  if (state === 'refused') return -2
  return state === 'ended' ? -1 : ADDRESS_STATES.indexOf(state)
}
