import type { ReadDb, WriteDb } from '../../../db/database.ts'
import {
  type PlausibilitySettings,
  plausibilitySettingsSchema,
  USUAL_PLAUSIBILITY,
} from '../common/plausibility/plausibilitySettings.ts'

const SETTING = 'reports.plausibility'

/** What this office holds plausible; what is usual as long as nobody said otherwise. */
export async function readPlausibility(db: ReadDb): Promise<PlausibilitySettings> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst()
  return row === undefined ? USUAL_PLAUSIBILITY : plausibilitySettingsSchema.parse(JSON.parse(row.value))
}

/** People who live in each unit, as far as this office wrote it down. */
export async function readPopulations(db: ReadDb): Promise<Map<string, number>> {
  const rows = await db.selectFrom('unit_population').select(['unit_id', 'people']).execute()
  return new Map(rows.map((row) => [row.unit_id, Number(row.people)]))
}

export async function writePlausibility(db: WriteDb, settings: PlausibilitySettings): Promise<void> {
  const value = JSON.stringify(settings)
  await db
    .insertInto('setting')
    .values({ name: SETTING, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** Null forgets it. False when there is no such unit. */
export async function writePopulation(
  db: WriteDb,
  { unitId, people, now }: { unitId: string; people: number | null; now: string },
): Promise<boolean> {
  const unit = await (db as unknown as ReadDb)
    .selectFrom('unit')
    .select('id')
    .where('id', '=', unitId)
    .executeTakeFirst()
  if (unit === undefined) return false
  await db.deleteFrom('unit_population').where('unit_id', '=', unitId).execute()
  if (people !== null) {
    await db.insertInto('unit_population').values({ unit_id: unitId, people, written_at: now }).execute()
  }
  return true
}
