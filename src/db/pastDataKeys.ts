import { newRecordId } from '../base/common/recordId.ts'
import type { ReadDb, WriteDb } from './database.ts'
import { openSealed, sealUnder } from './sealUnder.ts'

const PURPOSE = 'nhip-cau past data keys v1'

/** Notes the data key that was just retired, and wraps those before it anew: they open backups made under them. */
export async function keepPastDataKey(
  db: WriteDb,
  { from, to, now }: { from: Uint8Array; to: Uint8Array; now: string },
): Promise<void> {
  const rows = await db.selectFrom('past_data_key').selectAll().execute()
  for (const { id, wrapped } of rows) {
    const key = openSealed(wrapped, { key: from, purpose: PURPOSE, about: id })
    const wrappedAnew = sealUnder(key, { key: to, purpose: PURPOSE, about: id })
    await db.updateTable('past_data_key').set({ wrapped: wrappedAnew }).where('id', '=', id).execute()
    key.fill(0)
  }
  const id = newRecordId()
  const wrapped = sealUnder(from, { key: to, purpose: PURPOSE, about: id })
  await db.insertInto('past_data_key').values({ id, wrapped, retired_at: now }).execute()
}

/** Data keys of before, the latest first. The caller zeroes them. */
export async function listPastDataKeys(db: ReadDb | WriteDb, dataKey: Uint8Array): Promise<Buffer[]> {
  const rows = await db.selectFrom('past_data_key').selectAll().orderBy('retired_at', 'desc').execute()
  return rows.map(({ id, wrapped }) => openSealed(wrapped, { key: dataKey, purpose: PURPOSE, about: id }))
}
