import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import { normaliseText } from '../../../base/common/foldForSearch.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { nextVisitOn } from '../common/rules.ts'
import type { Visit, VisitFields } from '../common/visitSchemas.ts'
import { readIntervals } from './visitIntervals.ts'

/** Visits of an address, newest first. */
export async function listVisits(db: ReadDb | WriteDb, addressId: string): Promise<Visit[]> {
  const rows = await db
    .selectFrom('visit')
    .select([
      'id',
      'version',
      'address_id as addressId',
      'house_id as houseId',
      'due_on as dueOn',
      'made_on as madeOn',
      'by_name as byName',
      'result',
      'note',
    ])
    .where('address_id', '=', addressId)
    .where('deleted_at', 'is', null)
    .orderBy('made_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows
}

export interface NewVisit {
  addressId: string
  houseId?: string | undefined
  fields: VisitFields
  /** Undefined: by the interval of the category; null: no next visit. */
  nextOn?: string | null | undefined
}

/** Writes a visit and moves the address's next one on. */
export async function insertVisit(
  db: WriteDb,
  context: WriteContext,
  { addressId, houseId, fields, nextOn }: NewVisit,
): Promise<{ id: string; nextVisitOn: string | null }> {
  const address = await addressOrRefuse(db, addressId)
  await refuseUnknownResult(db, fields.result)
  const closed = address.state === 'ended' || address.state === 'refused'
  const planned = nextOn === undefined ? nextVisitOn(fields.madeOn, address.category, await readIntervals(db)) : nextOn
  const next = closed ? null : planned
  if (next !== null && next <= fields.madeOn) refuse('visits.nextBeforeVisit')
  const id = await insertRecord(db, context, {
    table: 'visit',
    values: { address_id: addressId, house_id: houseId ?? null, due_on: address.dueOn, ...visitValues(fields) },
  })
  const { version } = address
  await updateRecord(db, context, { table: 'address', id: addressId, version, changes: { next_visit_on: next } })
  return { id, nextVisitOn: next }
}

export async function saveVisit(
  db: WriteDb,
  context: WriteContext,
  { id, version, fields }: { id: string; version: number; fields: VisitFields },
): Promise<void> {
  await refuseUnknownResult(db, fields.result)
  await updateRecord(db, context, { table: 'visit', id, version, changes: visitValues(fields) })
}

function visitValues(fields: VisitFields) {
  return {
    made_on: fields.madeOn,
    by_name: textOrNull(fields.byName),
    result: fields.result,
    note: textOrNull(fields.note),
  }
}

async function refuseUnknownResult(db: WriteDb, result: string): Promise<void> {
  const known = await db
    .selectFrom('vocabulary')
    .select('code')
    .where('kind', '=', 'visitResult')
    .where('code', '=', result)
    .executeTakeFirst()
  if (known === undefined) refuse('visits.unknownResult')
}

async function addressOrRefuse(db: WriteDb, id: string) {
  const address = await db
    .selectFrom('address')
    .select(['version', 'state', 'main_category as category', 'next_visit_on as dueOn'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('visits.unknownAddress')
  return address
}

/**
 * Plans the next visit of each address; returns how many changed. Without a day each one's interval counts from the last
 * visit, or from `today` for those never visited.
 */
export async function planVisits(
  db: WriteDb,
  context: WriteContext,
  { ids, on, today }: { ids: string[]; on: string | undefined; today: string },
): Promise<number> {
  const wanted = [...new Set(ids)]
  const addresses = await db
    .selectFrom('address')
    .select([
      'id',
      'version',
      'main_category as category',
      'next_visit_on as planned',
      sql<string | null>`(select max(visit.made_on) from visit
        where visit.address_id = address.id and visit.deleted_at is null)`.as('last'),
    ])
    .where('id', 'in', wanted)
    .where('deleted_at', 'is', null)
    .where('state', 'not in', ['ended', 'refused'])
    .execute()
  if (addresses.length < wanted.length) refuse('visits.unknownAddress')
  const intervals = await readIntervals(db)
  let changed = 0
  for (const { id, version, category, planned, last } of addresses) {
    const next = on ?? nextVisitOn(last ?? today, category, intervals)
    if (next === planned) continue
    await updateRecord(db, context, { table: 'address', id, version, changes: { next_visit_on: next } })
    changed += 1
  }
  return changed
}

function textOrNull(text: string | null): string | null {
  const normal = text === null ? '' : normaliseText(text)
  return normal === '' ? null : normal
}
