import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { Office } from '../../../../db/office.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { generateUnitKeys, type UnitPrivateKeys, type UnitPublicKeys } from '../envelope/unitKeys.ts'
import { unwrapPrivateKeys, wrapPrivateKeys } from './privateKeyWrap.ts'

export interface OfficeKeys {
  publicKeys: UnitPublicKeys
  privateKeys: UnitPrivateKeys
  createdAt: string
}

const RECOVERY_SETTING = 'bundles.recovery'
const ROTATION_SETTING = 'bundles.rotation'

/** The keys this office signs and is written to with; made on first use. */
export async function ensureOwnKeys(context: OfficeContext): Promise<OfficeKeys> {
  const known = await findOwnKeys(context.db, context.office)
  if (known !== undefined) return known
  const made = await generateUnitKeys()
  const createdAt = context.services.clock.now()
  return context.write(async (db) => {
    // Two windows may have asked at once: the first to write wins.
    const meanwhile = await findOwnKeys(db, context.office)
    if (meanwhile !== undefined) return meanwhile
    await insertOwnKeys(db, context.office, { ...made, createdAt })
    return { ...made, createdAt }
  })
}

/** Puts new keys in the place of the present ones, which still open what was sent to them. */
export async function replaceOwnKeys(db: WriteDb, office: Office, fresh: OfficeKeys): Promise<void> {
  await db
    .updateTable('own_key')
    .set({ retired_at: fresh.createdAt })
    .where('unit_id', '=', office.unitId)
    .where('retired_at', 'is', null)
    .execute()
  await insertOwnKeys(db, office, fresh)
}

/** Every identity that may open what was ever sent to this office, retired ones too. */
export async function listOwnIdentities(db: ReadDb, office: Office): Promise<string[]> {
  const rows = await db.selectFrom('own_key').selectAll().where('unit_id', '=', office.unitId).execute()
  return rows.map((row) => unwrapPrivateKeys(row.wrapped_private, { dataKey: office.dataKey, id: row.id }).box)
}

export async function findRecoveryRecipient(db: ReadDb): Promise<string | null> {
  return (await readSetting(db, RECOVERY_SETTING)) ?? null
}

/** The file of the last change of keys: public, and to be had again until the next change. */
export async function readKeptRotation(db: ReadDb): Promise<string | undefined> {
  return readSetting(db, ROTATION_SETTING)
}

export async function keepRotation(db: WriteDb, text: string): Promise<void> {
  await writeSetting(db, { name: ROTATION_SETTING, value: text })
}

/** Makes the recovery key: only its public half is kept here. */
export async function makeRecoveryKey(context: OfficeContext): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  await context.write((db) => writeSetting(db, { name: RECOVERY_SETTING, value: recipient }))
  return { identity, recipient }
}

async function readSetting(db: ReadDb, name: string): Promise<string | undefined> {
  return (await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst())?.value
}

async function writeSetting(db: WriteDb, { name, value }: { name: string; value: string }): Promise<void> {
  await db
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

async function findOwnKeys(db: ReadDb | WriteDb, office: Office): Promise<OfficeKeys | undefined> {
  const row = await db
    .selectFrom('own_key')
    .selectAll()
    .where('unit_id', '=', office.unitId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    publicKeys: { signing: row.signing_public, box: row.box_public },
    privateKeys: unwrapPrivateKeys(row.wrapped_private, { dataKey: office.dataKey, id: row.id }),
    createdAt: row.created_at,
  }
}

async function insertOwnKeys(db: WriteDb, office: Office, keys: OfficeKeys): Promise<void> {
  const id = newRecordId()
  await db
    .insertInto('own_key')
    .values({
      id,
      unit_id: office.unitId,
      signing_public: keys.publicKeys.signing,
      box_public: keys.publicKeys.box,
      wrapped_private: wrapPrivateKeys(keys.privateKeys, { dataKey: office.dataKey, id }),
      created_at: keys.createdAt,
      retired_at: null,
    })
    .execute()
}
