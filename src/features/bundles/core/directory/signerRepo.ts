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

/** Whose directories count from now on. Any other key signs nothing above the version opened last. */
export async function enrolSigner(db: WriteDb, { signing, unitId, vouchedBy, now }: NewSigner): Promise<void> {
  const fingerprint = signerFingerprint({ signing })
  const last = await newestVersion(db)
  await db
    .updateTable('directory_signer')
    .set({ revoked_from_version: last + 1 })
    .where('fingerprint', '<>', fingerprint)
    .where('revoked_from_version', 'is', null)
    .execute()
  const values = { signing_public: signing, unit_id: unitId, vouched_by: vouchedBy, revoked_from_version: null }
  await db
    .insertInto('directory_signer')
    .values({ fingerprint, ...values, enrolled_at: now })
    .onConflict((conflict) => conflict.column('fingerprint').doUpdateSet(values))
    .execute()
}

/** The highest version made or opened here; 0 when there is none. */
async function newestVersion(db: ReadDb | WriteDb): Promise<number> {
  const row = await (db as ReadDb)
    .selectFrom('directory_pack')
    .select((expression) => expression.fn.max('version').as('version'))
    .executeTakeFirst()
  return Number(row?.version ?? 0)
}
