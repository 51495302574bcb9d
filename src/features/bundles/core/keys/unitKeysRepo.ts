import type { Insertable } from 'kysely'
import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { UnitKeyTable } from '../../../../db/tables/exchangeTables.ts'
import type { EnrolledKey } from '../../common/bundleSchemas.ts'
import { getUnitNames, readUnitNames } from '../unitNamesRepo.ts'

export type NewUnitKey = Omit<Insertable<UnitKeyTable>, 'id' | 'revoked_from_seq'>

/** The keys of all units we know, the newest of each first. */
export async function listUnitKeys(db: ReadDb): Promise<EnrolledKey[]> {
  const rows = await db
    .selectFrom('unit_key')
    .selectAll()
    .orderBy('enrolled_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const names = await readUnitNames(
    db,
    rows.map((row) => row.unit_id),
  )
  return rows.flatMap((row) => {
    const unit = names.get(row.unit_id)
    if (unit === undefined) return []
    const { id, role, fingerprint, enrolled_at: enrolledAt } = row
    return [
      {
        id,
        unit,
        role,
        fingerprint,
        enrolledAt,
        replaced: row.revoked_from_seq !== null,
        withdrawnFrom: row.revoked_from_seq,
      },
    ]
  })
}

/** Where reports to this unit are addressed: its newest keys. */
export async function findReceiver(db: ReadDb, unitId: string): Promise<UnitKeyTable | undefined> {
  return db
    .selectFrom('unit_key')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('role', '=', 'receiver')
    .where('revoked_from_seq', 'is', null)
    .executeTakeFirst()
}

export interface Signer {
  unitId: string
  unitCode: string
  fingerprint: string
}

/** Ends a key: what it signs from this number on is refused, whatever day it claims. False when there is no such key. */
export async function withdrawKey(db: WriteDb, { id, fromSeq }: { id: string; fromSeq: number }): Promise<boolean> {
  const changed = await db
    .updateTable('unit_key')
    .set({ revoked_from_seq: fromSeq })
    .where('id', '=', id)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** The keys in force of a unit, in whichever role it was enrolled. */
export async function findAnyKey(db: ReadDb, unitId: string): Promise<UnitKeyTable | undefined> {
  return (await findReceiver(db, unitId)) ?? findSenderKey(db, unitId)
}

/** The keys in force of a unit that reports to us: where its receipts are addressed. */
export async function findSenderKey(db: ReadDb, unitId: string): Promise<UnitKeyTable | undefined> {
  return db
    .selectFrom('unit_key')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('role', '=', 'sender')
    .where('revoked_from_seq', 'is', null)
    .executeTakeFirst()
}

/** The keys in force of an office across the border. */
export async function findPartnerKey(db: ReadDb, unitId: string): Promise<UnitKeyTable | undefined> {
  return db
    .selectFrom('unit_key')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('role', '=', 'partner')
    .where('revoked_from_seq', 'is', null)
    .executeTakeFirst()
}

/** Every key that may have signed what comes from below (`sender`), above or across the border, replaced ones too: an old stick may arrive late. */
export async function listSigners(db: ReadDb, role: UnitKeyTable['role']): Promise<Signer[]> {
  return db
    .selectFrom('unit_key')
    .innerJoin('unit', 'unit.id', 'unit_key.unit_id')
    .select(['unit_key.unit_id as unitId', 'unit.code as unitCode', 'unit_key.fingerprint'])
    .where('unit_key.role', '=', role)
    .execute()
}

export async function findUnitKey(
  db: ReadDb | WriteDb,
  { fingerprint, role }: { fingerprint: string; role: UnitKeyTable['role'] },
): Promise<UnitKeyTable | undefined> {
  return (db as ReadDb)
    .selectFrom('unit_key')
    .selectAll()
    .where('fingerprint', '=', fingerprint)
    .where('role', '=', role)
    .executeTakeFirst()
}

/** The other unit that one of these keys already belongs to, in whichever role. */
async function findOtherHolder(
  db: WriteDb,
  { unit_id, signing_public, box_public }: Pick<NewUnitKey, 'unit_id' | 'signing_public' | 'box_public'>,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('unit_key')
    .select('unit_id')
    .where('unit_id', '<>', unit_id)
    .where((is) => is.or([is('signing_public', '=', signing_public), is('box_public', '=', box_public)]))
    .executeTakeFirst()
  return row?.unit_id
}

/**
 * Keeps a unit's keys. An earlier key of the same unit and role is replaced: what it signed up to `lastSeq` stays good,
 * a later number under it is refused. Enrolling the same signing key again only renews its addresses. A key of another
 * unit is refused: what that unit signed must not become this one's.
 */
export async function enrolUnitKey(db: WriteDb, key: NewUnitKey, lastSeq: number): Promise<void> {
  const holder = await findOtherHolder(db, key)
  if (holder !== undefined) refuse('bundles.keyOfOtherUnit', { unit: (await getUnitNames(db, holder)).vi })
  await db
    .updateTable('unit_key')
    .set({ revoked_from_seq: lastSeq + 1 })
    .where('unit_id', '=', key.unit_id)
    .where('role', '=', key.role)
    .where('fingerprint', '<>', key.fingerprint)
    .where('revoked_from_seq', 'is', null)
    .execute()
  const known = await findUnitKey(db, key)
  if (known === undefined) {
    await db
      .insertInto('unit_key')
      .values({ ...key, id: newRecordId(), revoked_from_seq: null })
      .execute()
    return
  }
  await db
    .updateTable('unit_key')
    .set({ ...key, revoked_from_seq: null })
    .where('id', '=', known.id)
    .execute()
}
