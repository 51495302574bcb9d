import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { UnitKeyTable } from '../../../../db/tables/exchangeTables.ts'
import { type DirectoryLine, type LineOf, linesOf } from '../../common/directory/directoryLines.ts'
import { signerFingerprint } from '../envelope/unitKeys.ts'
import { findRecoveryRecipient } from '../keys/ownKeysRepo.ts'
import { enrolUnitKey, withdrawKey } from '../keys/unitKeysRepo.ts'
import { enrolSigner, findSigner, UNTIL_TOLD } from './signerRepo.ts'
import { unitIdOf } from './unitLinesRepo.ts'

type KeyLine = LineOf<'key'>

/**
 * What a key of the directory means here. `revoked`: a key we hold signs nothing from a number on. `own`: the same of a key of this
 * office. `above`: new keys of an office we report to. `signer`: new keys of the centre, for its next directories. A key
 * nobody here uses means nothing: an office trusts a stranger by 30 digits, never by a list.
 */
export interface KeyEffect {
  kind: 'revoked' | 'own' | 'above' | 'signer'
  line: KeyLine
  /** The key held here that is concerned. */
  held?: UnitKeyTable
}

interface Receiver {
  ownUnit: string
  /** The unit whose directory it is. */
  fromUnit: string
  /** The key that signed it. */
  fingerprint: string
}

export async function listKeyEffects(
  db: ReadDb | WriteDb,
  lines: readonly DirectoryLine[],
  { ownUnit, fromUnit, fingerprint }: Receiver,
): Promise<KeyEffect[]> {
  const held = await (db as ReadDb).selectFrom('unit_key').selectAll().execute()
  const ownNow = await listOwnFingerprints(db)
  const effects: KeyEffect[] = []
  const keyLines = linesOf(lines, 'key')
  for (const line of keyLines) {
    const unitId = unitIdOf(line.unitCode)
    if (line.revokedFromSeq !== null) {
      if (unitId === ownUnit && ownNow.includes(line.fingerprint)) effects.push({ kind: 'own', line })
      effects.push(...revocations(held, { unitId, line }))
      continue
    }
    if (unitId === ownUnit) continue
    if (isNewAbove(held, { unitId, line, named: keyLines, isOfCentre: unitId === fromUnit }))
      effects.push({ kind: 'above', line })
    if (unitId === fromUnit && (await isNextSigner(db, { line, signedBy: fingerprint })))
      effects.push({ kind: 'signer', line })
  }
  return effects
}

/**
 * A key of the centre that its next directories are signed with: one nobody here knows yet, or one that followed another by
 * the centre's signed word, which has been told to everybody now. What a key that is going signs brings no third one.
 */
async function isNextSigner(
  db: ReadDb | WriteDb,
  { line, signedBy }: { line: KeyLine; signedBy: string },
): Promise<boolean> {
  const known = await findSigner(db, line.fingerprint)
  if (known === undefined) return (await findSigner(db, signedBy))?.revoked_from_version !== UNTIL_TOLD
  if (known.revoked_from_version !== null) return false
  const going = await (db as ReadDb)
    .selectFrom('directory_signer')
    .select('fingerprint')
    .where('revoked_from_version', '=', UNTIL_TOLD)
    .limit(1)
    .executeTakeFirst()
  return going !== undefined
}

async function listOwnFingerprints(db: ReadDb | WriteDb): Promise<string[]> {
  const rows = await (db as ReadDb)
    .selectFrom('own_key')
    .select('signing_public as signing')
    .where('retired_at', 'is', null)
    .execute()
  return rows.map((keys) => signerFingerprint(keys))
}

interface OfUnit {
  unitId: string
  line: KeyLine
}

function revocations(held: readonly UnitKeyTable[], { unitId, line }: OfUnit): KeyEffect[] {
  const concerned = held.filter((row) => row.unit_id === unitId && row.fingerprint === line.fingerprint)
  return concerned.filter((key) => isEarlier(line, key)).map((key) => ({ kind: 'revoked', line, held: key }))
}

function isEarlier({ revokedFromSeq }: KeyLine, { revoked_from_seq }: UnitKeyTable): boolean {
  return revokedFromSeq !== null && (revoked_from_seq === null || revoked_from_seq > revokedFromSeq)
}

/**
 * `named`: the keys that the directory knows, replaced ones too; of the centre's own it names only those of now. One
 * that does not know the key in force here was made before its digits were typed, and brings back no older one.
 */
function isNewAbove(
  held: readonly UnitKeyTable[],
  { unitId, line, named, isOfCentre }: OfUnit & { named: readonly KeyLine[]; isOfCentre: boolean },
): boolean {
  const above = held.filter((row) => row.unit_id === unitId && row.role === 'receiver')
  const inForce = above.filter((row) => row.revoked_from_seq === null)
  const isNamed = (row: UnitKeyTable) => named.some(({ fingerprint }) => fingerprint === row.fingerprint)
  if (!isOfCentre && !inForce.every(isNamed)) return false
  return above.length > 0 && above.every((row) => row.fingerprint !== line.fingerprint)
}

/** Writes what the keys of a directory mean here; new keys first, so that an office above is not left without any. */
export async function applyKeyEffects(
  db: WriteDb,
  effects: readonly KeyEffect[],
  { fromUnit, now }: { fromUnit: string; now: string },
): Promise<void> {
  for (const { kind, line, held } of effects) {
    if (kind === 'above') await enrolUnitKey(db, receiverKey(line, now), 0)
    if (kind === 'signer') await enrolSigner(db, { signing: line.signing, unitId: fromUnit, vouchedBy: fromUnit, now })
    if (kind === 'revoked' && held !== undefined && line.revokedFromSeq !== null) {
      await withdrawKey(db, { id: held.id, fromSeq: line.revokedFromSeq })
    }
  }
}

function receiverKey({ unitCode, signing, box, recovery }: KeyLine, now: string) {
  return {
    unit_id: unitIdOf(unitCode),
    signing_public: signing,
    box_public: box,
    recovery_public: recovery,
    fingerprint: signerFingerprint({ signing }),
    role: 'receiver' as const,
    enrolled_at: now,
  }
}

/** The centre's own keys and those of the units that report to it, with the numbers from which they are withdrawn. */
export async function readKeyLines({ db, office }: OfficeContext): Promise<KeyLine[]> {
  const rows = await db
    .selectFrom('unit_key')
    .innerJoin('unit', 'unit.id', 'unit_key.unit_id')
    .selectAll('unit_key')
    .select('unit.code as unitCode')
    .where('unit_key.role', '=', 'sender')
    .orderBy('unit.code')
    .orderBy('unit_key.fingerprint')
    .execute()
  const own = await db
    .selectFrom('own_key')
    .selectAll()
    .where('unit_id', '=', office.unitId)
    .where('retired_at', 'is', null)
    .execute()
  const recovery = await findRecoveryRecipient(db)
  return [
    ...own.map((row) =>
      keyLine({ ...row, unitCode: office.unitCode, recovery_public: recovery, revoked_from_seq: null }),
    ),
    ...rows.map(keyLine),
  ]
}

function keyLine(row: {
  unitCode: string
  signing_public: string
  box_public: string
  recovery_public: string | null
  revoked_from_seq: number | null
}): KeyLine {
  return {
    kind: 'key',
    unitCode: row.unitCode,
    fingerprint: signerFingerprint({ signing: row.signing_public }),
    signing: row.signing_public,
    box: row.box_public,
    recovery: row.recovery_public,
    revokedFromSeq: row.revoked_from_seq,
  }
}
