import { addDays, type Day, daysBetween } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, ownRowOrRefuse, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AddressHoldTable } from '../../../db/tables/pairingTables.ts'
import type { Hold, NewHold } from '../common/supportSchemas.ts'

/** Half a year: who keeps an address longer keeps it from somebody else. */
const LONGEST_DAYS = 183

/** Keeps an address for a sponsor; while a hold stands, a second one is refused. Returns the id. */
export async function insertHold(
  db: WriteDb,
  context: WriteContext,
  { hold, today }: { hold: NewHold; today: Day },
): Promise<string> {
  if (hold.untilDay < today) refuse('pairings.holdInPast')
  if (daysBetween(today, hold.untilDay) > LONGEST_DAYS) {
    refuse('pairings.holdTooLong', { day: addDays(today, LONGEST_DAYS) })
  }
  await refuseForeignAddress(db, context, hold.addressId)
  const standing = await standingHoldOf(db, context, { addressId: hold.addressId, today })
  if (standing !== undefined) refuse('pairings.alreadyHeld', heldParams(standing))
  return insertRecord(db, context, {
    table: 'address_hold',
    values: {
      address_id: hold.addressId,
      donor_id: hold.donorId,
      holder_name: await holderName(db, hold),
      held_on: today,
      until_day: hold.untilDay,
      released_on: null,
      note: hold.note,
    },
  })
}

async function refuseForeignAddress(db: WriteDb, { unitId }: WriteContext, addressId: string): Promise<void> {
  const address = await db
    .selectFrom('address')
    .select('id')
    .where('id', '=', addressId)
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('pairings.unknownAddress')
}

async function holderName(db: WriteDb, { donorId, holderName: typed }: NewHold): Promise<string> {
  if (donorId === null) return typed === '' ? refuse('pairings.holderNeeded') : typed
  const donor = await db
    .selectFrom('donor')
    .select('name')
    .where('id', '=', donorId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (donor === undefined) refuse('pairings.unknownDonor')
  return typed === '' ? donor.name : typed
}

/** Lets an address go before the day; nothing happens to one already let go. */
export async function releaseHold(db: WriteDb, context: WriteContext, { id, today }: { id: string; today: Day }) {
  const row = await ownRowOrRefuse(db, context, { table: 'address_hold', id })
  if (row.released_on !== null) return
  await updateRecord(db, context, {
    table: 'address_hold',
    id,
    version: row.version,
    changes: { released_on: today },
  })
}

/**
 * A hold keeps its address for its own sponsor: a promise to another is refused with the holder, the sponsor's own fulfils it.
 * @throws `pairings.heldForOther`
 */
export async function fulfilHold(
  db: WriteDb,
  context: WriteContext,
  { addressId, donorId, today }: { addressId: string; donorId: string; today: Day },
): Promise<void> {
  const hold = await standingHoldOf(db, context, { addressId, today })
  if (hold === undefined) return
  if (hold.donor_id !== donorId) refuse('pairings.heldForOther', heldParams(hold))
  await releaseHold(db, context, { id: hold.id, today })
}

function heldParams({ holder_name, until_day }: AddressHoldTable) {
  return { holder: holder_name, until: until_day.split('-').reverse().join('/') }
}

function standingHoldOf(
  db: ReadDb | WriteDb,
  { unitId }: Pick<WriteContext, 'unitId'>,
  { addressId, today }: { addressId: string; today: Day },
): Promise<AddressHoldTable | undefined> {
  return db
    .selectFrom('address_hold')
    .selectAll()
    .where('address_id', '=', addressId)
    .where('owner_unit', '=', unitId)
    .where('released_on', 'is', null)
    .where('until_day', '>=', today)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** Holds that stand on a day, the first to run out on top. */
export async function listHolds(
  db: ReadDb,
  { unitId, today, addressIds }: { unitId: string; today: Day; addressIds?: readonly string[] | undefined },
): Promise<(Hold & { addressName: string })[]> {
  if (addressIds?.length === 0) return []
  let query = db
    .selectFrom('address_hold')
    .innerJoin('address', 'address.id', 'address_hold.address_id')
    .select([
      'address_hold.id',
      'address_hold.address_id as addressId',
      'address_hold.donor_id as donorId',
      'address_hold.holder_name as holderName',
      'address_hold.held_on as heldOn',
      'address_hold.until_day as untilDay',
      'address_hold.note',
      'address.display_name as addressName',
    ])
    .where('address_hold.owner_unit', '=', unitId)
    .where('address_hold.released_on', 'is', null)
    .where('address_hold.until_day', '>=', today)
    .where('address_hold.deleted_at', 'is', null)
    .orderBy('address_hold.until_day')
    .orderBy('address_hold.id')
  if (addressIds !== undefined) query = query.where('address_hold.address_id', 'in', [...addressIds])
  return query.execute()
}
