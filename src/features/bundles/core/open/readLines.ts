import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { UnitKeyTable } from '../../../../db/tables/exchangeTables.ts'
import type { BundleKind } from '../../common/bundleManifest.ts'
import { type BundleOrder, judgeAlone, judgeNewest } from '../../common/rules.ts'
import { listOwnIdentities } from '../keys/ownKeysRepo.ts'
import { findUnitKey, listSigners, type Signer } from '../keys/unitKeysRepo.ts'
import { openedBefore } from './judgeReport.ts'
import { readFile } from './readFile.ts'
import { type ReadLines, type ReadLinesInput, readLinesJob } from './readLinesJob.ts'
import { insertReceived, listReceivedFrom } from './receivedRepo.ts'

const READ_LINES = { name: 'bundles.readLines', job: readLinesJob }

interface Wanted {
  bytes: Uint8Array
  kinds: BundleKind[]
  /** Whose signature counts. */
  roles: readonly UnitKeyTable['role'][]
}

/** A short bundle (a receipt, a case), proven and read; nothing is written. */
export async function readLines(context: OfficeContext, { bytes, kinds, roles }: Wanted): Promise<ReadLines> {
  const { db, office } = context
  const signers: Signer[] = []
  for (const role of roles) signers.push(...(await listSigners(db, role)))
  const input: ReadLinesInput = { bytes, signers, identities: await listOwnIdentities(db, office), kinds }
  const read = await readFile(context, READ_LINES, { input })
  if (!read.ok) refuse(read.failure.code as `${string}.${string}`, read.failure.params)
  return read.value
}

/** Each says all there is to say: only the newest counts. */
const WHOLE_KINDS: readonly BundleKind[] = ['receipt', 'share', 'partnerReport']

/**
 * Judges a bundle that is whole in itself (of receipts only the newest counts, cases come in any order) and writes that it was opened. Gives `false` when it was before. Refuses an older one,
 * a second history, and what was signed with a withdrawn key.
 */
export async function receiveNewest(
  db: WriteDb,
  { read, roles, now, bytes }: { read: ReadLines; roles: readonly UnitKeyTable['role'][]; now: string; bytes: number },
): Promise<boolean> {
  const { manifest, hash, fingerprint, records } = read
  if ((await judgeShort(db, { read, roles })) !== null) return false
  await insertReceived(db, {
    id: manifest.bundleId,
    from_unit: manifest.unit,
    kind: manifest.bundleKind,
    contents: manifest.contents,
    accepted_by: null,
    audit_head: null,
    from_fingerprint: fingerprint,
    epoch: manifest.epoch,
    seq: manifest.seq,
    hash,
    made_at: manifest.createdAt,
    opened_at: now,
    from_day: manifest.period.from,
    to_day: manifest.period.to,
    records: records.length,
    bytes,
  })
  return true
}

/** When a short bundle was opened before, or null when it may be now. Refuses an older one, a second history, a withdrawn key. */
export async function judgeShort(
  db: ReadDb | WriteDb,
  { read, roles }: { read: ReadLines; roles: readonly UnitKeyTable['role'][] },
): Promise<string | null> {
  const { manifest, hash } = read
  const before = await listReceivedFrom(db, { unitId: manifest.unit, kind: manifest.bundleKind })
  const judge = WHOLE_KINDS.includes(manifest.bundleKind) ? judgeNewest : judgeAlone
  const order = judge({ ...manifest, hash }, before.map(openedBefore))
  if (order.kind === 'alreadyOpened') return order.openedAt
  await refuseWithdrawn(db, { read, roles })
  return order.kind === 'next' ? null : refuseOrder(order, read)
}

async function refuseWithdrawn(
  db: ReadDb | WriteDb,
  { read, roles }: { read: ReadLines; roles: readonly UnitKeyTable['role'][] },
): Promise<void> {
  for (const role of roles) {
    const key = await findUnitKey(db, { fingerprint: read.fingerprint, role })
    if (key !== undefined && key.revoked_from_seq === null) return
  }
  refuse('bundles.keyReplaced', { unit: read.manifest.unitCode })
}

function refuseOrder(order: BundleOrder, { manifest }: ReadLines): never {
  const { unitCode: unit, seq } = manifest
  if (order.kind === 'replayed') refuse('bundles.replayed', { unit, seq, last: order.last })
  refuse('bundles.fork', { unit, seq })
}
