import * as z from 'zod'
import type { ReadDb, WriteDb } from '../../../db/database.ts'

const SETTING = 'lan'

/** Kept in the book itself, so encrypted with it, in every backup, and the same after every start. */
const lanSettingsSchema = z.object({
  certificate: z.string(),
  privateKey: z.string(),
  pcs: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      joinedAt: z.string(),
      /** SHA-256 of what the PC's browser keeps, hex. */
      secretHash: z.string(),
    }),
  ),
})
export type LanSettings = z.infer<typeof lanSettingsSchema>

export async function readLanSettings(db: ReadDb | WriteDb): Promise<LanSettings | undefined> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst()
  return row === undefined ? undefined : lanSettingsSchema.parse(JSON.parse(row.value))
}

export async function writeLanSettings(db: WriteDb, settings: LanSettings): Promise<void> {
  await db.deleteFrom('setting').where('name', '=', SETTING).execute()
  await db
    .insertInto('setting')
    .values({ name: SETTING, value: JSON.stringify(settings) })
    .execute()
}
