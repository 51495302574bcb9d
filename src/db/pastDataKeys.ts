import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { newRecordId } from '../base/common/recordId.ts'
import type { ReadDb, WriteDb } from './database.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Notes the data key that was just retired, and wraps those before it anew: they open backups made under them. */
export async function keepPastDataKey(
  db: WriteDb,
  { from, to, now }: { from: Uint8Array; to: Uint8Array; now: string },
): Promise<void> {
  const rows = await db.selectFrom('past_data_key').selectAll().execute()
  for (const { id, wrapped } of rows) {
    const key = unwrap(wrapped, { key: from, id })
    await db
      .updateTable('past_data_key')
      .set({ wrapped: wrap(key, { key: to, id }) })
      .where('id', '=', id)
      .execute()
    key.fill(0)
  }
  const id = newRecordId()
  await db
    .insertInto('past_data_key')
    .values({ id, wrapped: wrap(from, { key: to, id }), retired_at: now })
    .execute()
}

/** Data keys of before, the latest first. The caller zeroes them. */
export async function listPastDataKeys(db: ReadDb | WriteDb, dataKey: Uint8Array): Promise<Buffer[]> {
  const rows = await db.selectFrom('past_data_key').selectAll().orderBy('retired_at', 'desc').execute()
  return rows.map(({ id, wrapped }) => unwrap(wrapped, { key: dataKey, id }))
}

function wrap(secret: Uint8Array, { key, id }: { key: Uint8Array; id: string }): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', wrapKey(key), nonce, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(id),
  )
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

function unwrap(wrapped: string, { key, id }: { key: Uint8Array; id: string }): Buffer {
  const bytes = Buffer.from(wrapped, 'base64')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', wrapKey(key), nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
}

function wrapKey(dataKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, new Uint8Array(0), 'nhip-cau past data keys v1', 32))
}
