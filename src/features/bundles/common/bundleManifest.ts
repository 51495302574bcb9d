import * as z from 'zod'
import { daySchema } from '../../../base/common/day.ts'
import { BUNDLE_FORMAT, bundleIdSchema, fingerprintSchema, MAX_RECORDS, sha256HexSchema } from './bundleHeader.ts'

/** Version of the record lines: raised when a kind is added or a field changes its meaning. */
export const BUNDLE_SCHEMA = 1

/** A record line's `kind`: camel case, as in `deliveryAct`. */
export const RECORD_KIND = /^[a-z][A-Za-z0-9]{0,39}$/
const recordKindSchema = z.string().regex(RECORD_KIND)

/** Length and last hash of a chain, so that a later cut or rewrite of it shows (audit log, ledger). */
const chainHeadSchema = z.strictObject({ count: z.int().min(0), hash: sha256HexSchema })

/**
 * First line of the payload. `prevHash` is the bundle hash of number `seq - 1` of the same epoch, `null` for number 1.
 * `createdAt` and `period` are the sender's claims: order is decided by `epoch` and `seq`, and `createdAt` can only refuse. `contents` is
 * `snapshot` when the bundle carries everything the unit owns (first bundle of an epoch), `changes` otherwise.
 */
export const bundleManifestSchema = z
  .strictObject({
    kind: z.literal('manifest'),
    format: z.literal(BUNDLE_FORMAT),
    schema: z.int().min(1),
    bundleKind: z.literal('report'),
    bundleId: bundleIdSchema,
    from: fingerprintSchema,
    unit: z.uuid(),
    unitCode: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/),
    epoch: z.uuid(),
    seq: z.int().min(1),
    prevHash: sha256HexSchema.nullable(),
    contents: z.enum(['changes', 'snapshot']),
    period: z.strictObject({ from: daySchema, to: daySchema }).refine((period) => period.from <= period.to),
    createdAt: z.iso.datetime(),
    counts: z.record(recordKindSchema, z.int().min(1).max(MAX_RECORDS)),
    auditHead: chainHeadSchema.nullable(),
    ledgerHead: chainHeadSchema.nullable(),
  })
  .refine((manifest) => (manifest.seq === 1) === (manifest.prevHash === null))
  .refine((manifest) => !Object.hasOwn(manifest.counts, 'manifest'))
export type BundleManifest = z.infer<typeof bundleManifestSchema>

/** What the sender states; the rest of the manifest repeats the envelope and is filled in when sealing. */
export type BundleManifestInput = Omit<BundleManifest, 'kind' | 'format' | 'bundleId' | 'from'>

/** One line of the payload after the manifest; its fields belong to the feature that owns the kind. */
export interface BundleRecord {
  readonly kind: string
  readonly [field: string]: unknown
}
