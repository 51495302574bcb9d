import type { WriteDb } from '../../../../db/database.ts'
import { unwrapPrivateKeys, wrapPrivateKeys } from './privateKeyWrap.ts'

/** Wraps the office's secret keys under a new data key, retired ones too: old sticks are still opened. */
export async function rewrapOwnKeys(db: WriteDb, { from, to }: { from: Uint8Array; to: Uint8Array }): Promise<void> {
  const rows = await db.selectFrom('own_key').select(['id', 'wrapped_private']).execute()
  for (const { id, wrapped_private } of rows) {
    const keys = unwrapPrivateKeys(wrapped_private, { dataKey: from, id })
    await db
      .updateTable('own_key')
      .set({ wrapped_private: wrapPrivateKeys(keys, { dataKey: to, id }) })
      .where('id', '=', id)
      .execute()
  }
}
