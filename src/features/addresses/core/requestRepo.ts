import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { extendedDay, requestDays } from '../common/requestRules.ts'
import type { DataRequest, RequestFields, RequestStep } from '../common/requestSchemas.ts'
import { ownAddressOrRefuse, textOrNull } from './filePart.ts'

export interface RequestSearch {
  addressId?: string | undefined
  openOnly: boolean
  today: string
  unitId: string
}

/** Open requests first, by the day they are due; then closed ones, newest first. */
export async function listRequests(
  db: ReadDb,
  { addressId, openOnly, today, unitId }: RequestSearch,
): Promise<DataRequest[]> {
  let query = db
    .selectFrom('data_request')
    .innerJoin('address', 'address.id', 'data_request.address_id')
    .select([
      'data_request.id',
      'data_request.version',
      'data_request.address_id as addressId',
      'address.display_name as displayName',
      'data_request.kind',
      'data_request.requester',
      'data_request.received_on as receivedOn',
      'data_request.third_parties',
      'data_request.answer_by as answerBy',
      'data_request.do_by as doBy',
      'data_request.extended_on as extendedOn',
      'data_request.answered_on as answeredOn',
      'data_request.done_on as doneOn',
      'data_request.outcome',
      'data_request.note',
    ])
    .where('data_request.owner_unit', '=', unitId)
    .where('data_request.deleted_at', 'is', null)
  if (addressId !== undefined) query = query.where('data_request.address_id', '=', addressId)
  if (openOnly) query = query.where('data_request.done_on', 'is', null)
  const rows = await query.orderBy('data_request.do_by').orderBy('data_request.id').execute()
  const requests = rows.map(({ third_parties, ...row }): DataRequest => {
    const open = row.doneOn === null
    const answerLate = open && row.answeredOn === null && row.answerBy < today
    return {
      ...row,
      thirdParties: third_parties === 1,
      late: open && row.doBy < today ? 'action' : answerLate ? 'answer' : null,
    }
  })
  return [
    ...requests.filter(({ doneOn }) => doneOn === null),
    ...requests.filter(({ doneOn }) => doneOn !== null).reverse(),
  ]
}

export async function insertRequest(
  db: WriteDb,
  context: WriteContext,
  { addressId, fields }: { addressId: string; fields: RequestFields },
): Promise<string> {
  await ownAddressOrRefuse(db, context, addressId)
  const { answerBy, doBy } = requestDays(fields.kind, fields.receivedOn, fields.thirdParties)
  return insertRecord(db, context, {
    table: 'data_request',
    values: {
      address_id: addressId,
      kind: fields.kind,
      requester: fields.requester,
      received_on: fields.receivedOn,
      third_parties: fields.thirdParties ? 1 : 0,
      answer_by: answerBy,
      do_by: doBy,
      extended_on: null,
      answered_on: null,
      done_on: null,
      outcome: null,
      note: textOrNull(fields.note),
    },
  })
}

export interface TakenStep {
  id: string
  version: number
  step: RequestStep
  onDay: string
  note: string | null
}

/** @throws `addresses.requestClosed`, `addresses.extendedAlready`, `addresses.reasonNeeded`, `addresses.anonymiseFirst` */
export async function stepRequest(
  db: WriteDb,
  context: WriteContext,
  { id, version, step, onDay, note }: TakenStep,
): Promise<void> {
  const request = await db.selectFrom('data_request').selectAll().where('id', '=', id).executeTakeFirst()
  if (request === undefined) refuse('common.notFound')
  if (request.done_on !== null) refuse('addresses.requestClosed')
  if (step === 'extend' && request.extended_on !== null) refuse('addresses.extendedAlready')
  const said = textOrNull(note)
  if (step === 'refuse' && said === null) refuse('addresses.reasonNeeded')
  const notes = said === null ? {} : { note: [request.note, said].filter(Boolean).join('\n') }
  const answered = request.answered_on ?? onDay
  const changes = {
    answer: { answered_on: onDay },
    extend: { extended_on: onDay, do_by: extendedDay(request.do_by) },
    done: { answered_on: answered, done_on: onDay, outcome: 'done' as const },
    refuse: { answered_on: answered, done_on: onDay, outcome: 'refused' as const },
  }[step]
  if (step === 'done') await takeEffect(db, context, { kind: request.kind, addressId: request.address_id, onDay })
  await updateRecord(db, context, { table: 'data_request', id, version, changes: { ...changes, ...notes } })
}

async function takeEffect(
  db: WriteDb,
  context: WriteContext,
  { kind, addressId, onDay }: { kind: string; addressId: string; onDay: string },
): Promise<void> {
  const address = await db
    .selectFrom('address')
    .select(['version', 'anonymised_on', 'restricted_on'])
    .where('id', '=', addressId)
    .executeTakeFirstOrThrow()
  if (kind === 'erase' && address.anonymised_on === null) refuse('addresses.anonymiseFirst')
  if (kind === 'restrict' && address.restricted_on === null) {
    await setRestricted(db, context, { id: addressId, version: address.version, on: onDay })
  }
}

export async function setRestricted(
  db: WriteDb,
  context: WriteContext,
  { id, version, on }: { id: string; version: number; on: string | null },
): Promise<void> {
  await updateRecord(db, context, { table: 'address', id, version, changes: { restricted_on: on } })
}
