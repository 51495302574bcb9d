import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { Office } from '../../../../db/office.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BundleSentTable } from '../../../../db/tables/exchangeTables.ts'
import { type BundleKind, type BundleManifestInput, type BundleRecord, schemaFor } from '../../common/bundleManifest.ts'
import { sealBundle } from '../envelope/sealBundle.ts'
import { ensureOwnKeys } from '../keys/ownKeysRepo.ts'
import { keepFile } from './keptFiles.ts'
import { countsOf } from './sealReportJob.ts'
import { findLastSent, insertSent, readEpoch } from './sentRepo.ts'

export interface ShortBundle {
  kind: Exclude<BundleKind, 'report'>
  toUnit: string
  recipients: string[]
  records: readonly BundleRecord[]
}

export interface MadeShort {
  id: string
  bytes: Uint8Array
  hash: string
  seq: number
}

/**
 * Makes a bundle of a few lines in its own series: sealed in the core's thread, since starting a worker costs more than the
 * work. The file is kept, and its number is used up only when everything succeeded.
 */
export async function sealShort(context: OfficeContext, bundle: ShortBundle): Promise<MadeShort> {
  const { office, services } = context
  const keys = await ensureOwnKeys(context)
  const series = { toUnit: bundle.toUnit, kind: bundle.kind, epoch: await readEpoch(context.db) }
  const last = await findLastSent(context.db, series)
  const id = newRecordId()
  const manifest = manifestOf(office, {
    bundle,
    epoch: series.epoch,
    last,
    now: services.clock.now(),
    today: services.clock.today(),
  })
  const sealed = await sealBundle({
    signingKey: keys.privateKeys.signing,
    recipients: bundle.recipients,
    bundleId: id,
    manifest,
    records: bundle.records,
  })
  if (!sealed.ok) refuse(sealed.failure.code, sealed.failure.params)
  const { bytes, bundleHash: hash } = sealed.value
  await keepFile(office, id, bytes)
  await context.write(async (db) => {
    const meanwhile = await findLastSent(db, series)
    if ((meanwhile?.seq ?? 0) !== manifest.seq - 1) refuse('common.changedElsewhere')
    await insertSent(db, sentRow({ id, hash, bytes, bundle, manifest }))
  })
  return { id, bytes, hash, seq: manifest.seq }
}

interface Facts {
  bundle: ShortBundle
  epoch: string
  last: BundleSentTable | undefined
  now: string
  today: string
}

function manifestOf(office: Office, { bundle, epoch, last, now, today }: Facts): BundleManifestInput {
  const counts = countsOf(bundle.records)
  return {
    schema: schemaFor(counts),
    bundleKind: bundle.kind,
    unit: office.unitId,
    unitCode: office.unitCode,
    epoch,
    seq: (last?.seq ?? 0) + 1,
    prevHash: last?.hash ?? null,
    contents: 'snapshot',
    base: null,
    living: null,
    period: { from: today, to: today },
    createdAt: now,
    counts,
    auditHead: null,
    ledgerHead: null,
  }
}

interface Sealed {
  id: string
  hash: string
  bytes: Uint8Array
  bundle: ShortBundle
  manifest: BundleManifestInput
}

function sentRow({ id, hash, bytes, bundle, manifest }: Sealed): BundleSentTable {
  return {
    id,
    to_unit: bundle.toUnit,
    kind: bundle.kind,
    contents: 'snapshot',
    base_seq: null,
    book_seq: 0,
    full_json: null,
    epoch: manifest.epoch,
    seq: manifest.seq,
    prev_hash: manifest.prevHash,
    hash,
    made_at: manifest.createdAt,
    from_day: manifest.period.from,
    to_day: manifest.period.to,
    records: bundle.records.length,
    bytes: bytes.length,
  }
}
