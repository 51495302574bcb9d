import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { STARTING_INTERVALS } from '../common/rules.ts'
import { type VisitIntervals, visitIntervalsSchema } from '../common/visitSchemas.ts'

const SETTING = 'visitIntervals'

export async function readIntervals(db: ReadDb | WriteDb): Promise<VisitIntervals> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst()
  return row === undefined ? STARTING_INTERVALS : visitIntervalsSchema.parse(JSON.parse(row.value))
}

export async function writeIntervals(db: WriteDb, intervals: VisitIntervals): Promise<void> {
  const value = JSON.stringify(intervals)
  await db
    .insertInto('setting')
    .values({ name: SETTING, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
