import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { SurveyTable } from '../../../db/tables/addressFileTables.ts'
import type { Survey, SurveyFields } from '../common/fileSchemas.ts'
import { housingState } from '../common/housing.ts'
import { ownAddressOrRefuse, type SavedPart, textOrNull, versionOf } from './filePart.ts'

/** Surveys of an address, newest first. */
export async function listSurveys(db: ReadDb, addressId: string): Promise<Survey[]> {
  const rows = await db
    .selectFrom('survey')
    .selectAll()
    .where('address_id', '=', addressId)
    .where('deleted_at', 'is', null)
    .orderBy('on_day', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(readSurvey)
}

export function readSurvey(row: SurveyTable): Survey {
  return {
    id: row.id,
    version: row.version,
    onDay: row.on_day,
    byName: row.by_name,
    headOpinion: row.head_opinion,
    health: row.health,
    unableToWork: row.unable_to_work === 1,
    floor: row.floor,
    frame: row.frame,
    roof: row.roof,
    incomeMonthly: row.income_monthly,
    incomeSource: row.income_source,
    dependants: row.dependants,
    assets: row.assets,
    stateSupport: row.state_support,
    stateSupportMonthly: row.state_support_monthly,
    note: row.note,
    housing: housingState(row),
  }
}

export async function saveSurvey(
  db: WriteDb,
  context: WriteContext,
  { addressId, id, version, fields }: SavedPart<SurveyFields>,
): Promise<string> {
  const values = surveyValues(fields)
  if (id !== undefined) {
    await updateRecord(db, context, { table: 'survey', id, version: versionOf(version), changes: values })
    return id
  }
  await ownAddressOrRefuse(db, context, addressId)
  return insertRecord(db, context, { table: 'survey', values: { address_id: addressId, ...values } })
}

function surveyValues(fields: SurveyFields) {
  return {
    on_day: fields.onDay,
    by_name: textOrNull(fields.byName),
    head_opinion: textOrNull(fields.headOpinion),
    health: textOrNull(fields.health),
    unable_to_work: fields.unableToWork ? 1 : 0,
    floor: fields.floor,
    frame: fields.frame,
    roof: fields.roof,
    income_monthly: fields.incomeMonthly,
    income_source: textOrNull(fields.incomeSource),
    dependants: fields.dependants,
    assets: textOrNull(fields.assets),
    state_support: textOrNull(fields.stateSupport),
    state_support_monthly: fields.stateSupportMonthly,
    note: textOrNull(fields.note),
  }
}
