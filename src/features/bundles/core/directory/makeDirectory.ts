import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId, sharedRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb } from '../../../../db/database.ts'
import type { Office } from '../../../../db/office.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { DirectoryPackTable } from '../../../../db/tables/directoryTables.ts'
import { BUNDLE_SCHEMA, type BundleManifestInput } from '../../common/bundleManifest.ts'
import { DIRECTORY_RECIPIENT } from '../../common/directory/directoryKey.ts'
import { type DirectoryLine, linesOf } from '../../common/directory/directoryLines.ts'
import { sealBundle } from '../envelope/sealBundle.ts'
import { signerFingerprint } from '../envelope/unitKeys.ts'
import { ensureOwnKeys } from '../keys/ownKeysRepo.ts'
import { unwrapPrivateKeys } from '../keys/privateKeyWrap.ts'
import { keepFile } from '../seal/keptFiles.ts'
import { countsOf } from '../seal/sealReportJob.ts'
import { type ChangeFacts, tellChanges } from './changeFacts.ts'
import { compareLines } from './compareDirectory.ts'
import { gatherDirectory } from './gatherDirectory.ts'
import { findNewestPack, insertPack, keptLines } from './packRepo.ts'
import { enrolSigner, findSigner } from './signerRepo.ts'

interface PlannedDirectory {
  version: number
  lines: DirectoryLine[]
  /** What is other than in the last one. */
  changes: ChangeFacts[]
}

/** What the next directory would say, and what of it is new. Only the centre makes one. */
export async function planDirectory(context: OfficeContext, note: string): Promise<PlannedDirectory> {
  const { db, office, services } = context
  if (office.kind !== 'central') refuse('bundles.notTheCentre')
  await ensureOwnKeys(context)
  const last = await findNewestPack(db)
  const before = last === undefined ? [] : contentLines(keptLines(last))
  const content = await gatherDirectory(context, before)
  const lines: DirectoryLine[] = [{ kind: 'directory', issuedOn: services.clock.today(), note }, ...content]
  const changes = await tellChanges(db, [...before, ...lines], { changes: compareLines(before, content), keys: [] })
  return { version: (last?.version ?? 0) + 1, lines, changes }
}

function contentLines(lines: readonly DirectoryLine[]) {
  return lines.filter((line) => line.kind !== 'directory')
}

interface Wanted {
  note: string
  /** After the centre's PC was lost: the number to go on with. */
  version?: number | undefined
}

/**
 * Makes the next directory and keeps its file. `version` goes on from the last one here; a centre that lost its book opens its
 * newest directory first, or says the number.
 */
export async function makeDirectory(context: OfficeContext, { note, version: wanted }: Wanted) {
  const { lines, changes, version: next } = await planDirectory(context, note)
  const { office, services } = context
  const last = await findNewestPack(context.db)
  const version = wanted ?? next
  if (version < next) refuse('bundles.directoryOlder', { version, last: next - 1 })
  const signing = await signingKey(context, last)
  const id = newRecordId()
  const sealed = await sealBundle({
    signingKey: signing.secret,
    recipients: [DIRECTORY_RECIPIENT],
    bundleId: id,
    manifest: manifestOf(office, { version, last, lines, now: services.clock.now(), today: services.clock.today() }),
    records: lines,
  })
  if (!sealed.ok) refuse(sealed.failure.code, sealed.failure.params)
  const { bytes, bundleHash: hash } = sealed.value
  await keepFile(office, id, bytes)
  const row = packRow(office, { id, version, hash, bytes, lines, changes })
  await context.write(async (db, { now }) => {
    if (((await findNewestPack(db))?.version ?? 0) !== next - 1) refuse('common.changedElsewhere')
    await insertPack(db, {
      ...row,
      fingerprint: sealed.value.header.from,
      opened_at: now,
      issued_on: services.clock.today(),
    })
    // Offices learn the present key from this directory: from the next one on it signs.
    await enrolSigner(db, { signing: signing.present, unitId: office.unitId, vouchedBy: null, now })
  })
  return { version, bytes, changes: changes.length }
}

interface Signing {
  /** Raw Ed25519 key, base64. */
  secret: string
  /** The public half of the key in force. */
  present: string
}

/**
 * After a change of keys one more directory is signed with the key that offices know; it brings them the new one. That it did
 * is still known after an older book was put back: keys are not part of that.
 */
async function signingKey(context: OfficeContext, last: DirectoryPackTable | undefined): Promise<Signing> {
  const keys = await ensureOwnKeys(context)
  const present = keys.publicKeys.signing
  const fingerprint = signerFingerprint(keys.publicKeys)
  const isTold =
    last === undefined ||
    last.fingerprint === fingerprint ||
    linesOf(keptLines(last), 'key').some((line) => line.fingerprint === fingerprint) ||
    (await findSigner(context.db, fingerprint)) !== undefined
  const known = isTold ? undefined : await findOwnSecret(context, last.fingerprint)
  return { secret: known ?? keys.privateKeys.signing, present }
}

async function findOwnSecret(
  { db, office }: { db: ReadDb; office: Office },
  fingerprint: string,
): Promise<string | undefined> {
  const rows = await db.selectFrom('own_key').selectAll().where('unit_id', '=', office.unitId).execute()
  const row = rows.find((each) => signerFingerprint({ signing: each.signing_public }) === fingerprint)
  if (row === undefined) return undefined
  return unwrapPrivateKeys(row.wrapped_private, { dataKey: office.dataKey, id: row.id }).signing
}

interface Facts {
  version: number
  last: DirectoryPackTable | undefined
  lines: readonly DirectoryLine[]
  now: string
  today: string
}

/** Directories are one series for ever: its number is the version. */
function manifestOf(office: Office, { version, last, lines, now, today }: Facts): BundleManifestInput {
  return {
    schema: BUNDLE_SCHEMA,
    bundleKind: 'directory',
    unit: office.unitId,
    unitCode: office.unitCode,
    epoch: sharedRecordId('directory', office.unitCode),
    seq: version,
    prevHash: version === 1 ? null : (last?.hash ?? UNKNOWN_HASH),
    contents: 'snapshot',
    base: null,
    living: null,
    period: { from: today, to: today },
    createdAt: now,
    counts: countsOf(lines),
    auditHead: null,
    ledgerHead: null,
  }
}

/** In place of the hash of the version before, when the centre lost it. */
const UNKNOWN_HASH = '0'.repeat(64)

interface Made {
  id: string
  version: number
  hash: string
  bytes: Uint8Array
  lines: readonly DirectoryLine[]
  changes: readonly ChangeFacts[]
}

function packRow(office: Office, { id, version, hash, bytes, lines, changes }: Made) {
  return {
    version,
    hash,
    bundle_id: id,
    from_unit: office.unitId,
    bytes: bytes.length,
    lines: JSON.stringify(lines),
    changes: JSON.stringify(changes),
  }
}
