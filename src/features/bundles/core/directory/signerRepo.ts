import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { DirectorySignerTable } from '../../../../db/tables/directoryTables.ts'
import { signerFingerprint } from '../envelope/unitKeys.ts'
import type { Signer } from '../keys/unitKeysRepo.ts'

/**
 * Every key that may have signed a directory, withdrawn ones too: an old one may still lie on a stick. The centre believes its own,
 * so that it finds its way back after it lost its PC.
 */
export async function listDirectorySigners({ db, office }: Pick<OfficeContext, 'db' | 'office'>): Promise<Signer[]> {
  const enrolled = await db
    .selectFrom('directory_signer')
    .innerJoin('unit', 'unit.id', 'directory_signer.unit_id')
    .select(['directory_signer.unit_id as unitId', 'unit.code as unitCode', 'directory_signer.fingerprint'])
    .execute()
  if (office.kind !== 'central') return enrolled
  const own = await db.selectFrom('own_key').select('signing_public as signing').execute()
  const { unitId, unitCode } = office
  return [...enrolled, ...own.map((keys) => ({ unitId, unitCode, fingerprint: signerFingerprint(keys) }))]
}

/** The key in force of the centre: the last one taken in. */
export async function findDirectorySigner(db: ReadDb | WriteDb): Promise<DirectorySignerTable | undefined> {
  return (db as ReadDb)
    .selectFrom('directory_signer')
    .selectAll()
    .where('revoked_from_version', 'is', null)
    .orderBy('enrolled_at', 'desc')
    .executeTakeFirst()
}

export async function findSigner(db: ReadDb | WriteDb, fingerprint: string): Promise<DirectorySignerTable | undefined> {
  return (db as ReadDb)
    .selectFrom('directory_signer')
    .selectAll()
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()
}

interface NewSigner {
  signing: string
  unitId: string
  /** The office above whose word it is; null when a person typed the digits, or for the centre itself. */
  vouchedBy: string | null
  now: string
}

/** Above every version: a key that is going stays good until a directory names the one that follows it. */
export const UNTIL_TOLD = 1_000_001

/** Whose directories count from now on. Any other key signs nothing above the version opened last. */
export async function enrolSigner(db: WriteDb, { signing, unitId, vouchedBy, now }: NewSigner): Promise<void> {
  const fingerprint = signerFingerprint({ signing })
  const last = await newestVersion(db)
  await db
    .updateTable('directory_signer')
    .set({ revoked_from_version: last + 1 })
    .where('fingerprint', '<>', fingerprint)
    .where((is) => is.or([is('revoked_from_version', 'is', null), is('revoked_from_version', '>', last + 1)]))
    .execute()
  const values = { signing_public: signing, unit_id: unitId, vouched_by: vouchedBy, revoked_from_version: null }
  await db
    .insertInto('directory_signer')
    .values({ fingerprint, ...values, enrolled_at: now })
    .onConflict((conflict) => conflict.column('fingerprint').doUpdateSet(values))
    .execute()
}

interface Following {
  /** Fingerprint of the key in force. */
  old: string
  signing: string
  now: string
}

/**
 * The centre's new key on the signed word of its old one. The old one signs once more, for those who do not know the new one
 * yet, and that directory counts here too. False when `old` is not in force.
 */
export async function followSigner(db: WriteDb, { old, signing, now }: Following): Promise<boolean> {
  const before = await findSigner(db, old)
  if (before === undefined || before.revoked_from_version !== null) return false
  const fingerprint = signerFingerprint({ signing })
  const known = await findSigner(db, fingerprint)
  if (known !== undefined) return known.revoked_from_version === null
  const { unit_id, vouched_by } = before
  await db
    .insertInto('directory_signer')
    .values({ fingerprint, signing_public: signing, unit_id, vouched_by, revoked_from_version: null, enrolled_at: now })
    .execute()
  await db
    .updateTable('directory_signer')
    .set({ revoked_from_version: UNTIL_TOLD })
    .where('fingerprint', '=', old)
    .execute()
  return true
}

/** The highest version made or opened here; 0 when there is none. */
async function newestVersion(db: ReadDb | WriteDb): Promise<number> {
  const row = await (db as ReadDb)
    .selectFrom('directory_pack')
    .select((expression) => expression.fn.max('version').as('version'))
    .executeTakeFirst()
  return Number(row?.version ?? 0)
}
