import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { BUNDLE_FORMAT, bundleIdSchema, fingerprintSchema, MAX_RECORDS, sha256HexSchema } from './bundleHeader.ts'
import { BOOK_FILES_KIND, TAKEN_BOOK_KIND, TOLD_KIND } from './laterKinds.ts'

/** Version of the record lines: raised when a kind is added or a field changes its meaning. */
export const BUNDLE_SCHEMA = 2
/** Of bundles with lines that came later; written only where they are, so that older readers open all others. */
export const LATEST_SCHEMA = 3

/**
 * What a bundle carries; each kind has a series of its own for each receiver. Upward: `report`, `photos` (parts too large for
 * the report), `partnerReport` (of a Lao partner). Downward: `receipt`, `directory`, `decision`. Sideways: `transfer` and its
 * answer (a case), `book` (an office's whole book, for a reorganisation), `share` (to the Lao partner).
 */
export const BUNDLE_KINDS = [
  'report',
  'receipt',
  'transfer',
  'transferAnswer',
  'directory',
  'decision',
  'share',
  'partnerReport',
  'book',
  'photos',
] as const

/** A record line's `kind`: camel case, as in `deliveryAct`. */
export const RECORD_KIND = /^[a-z][A-Za-z0-9]{0,39}$/
const recordKindSchema = z.string().regex(RECORD_KIND)

/** Length and last hash of a chain, so that a later cut or rewrite of it shows (audit log, ledger). */
export const chainHeadSchema = z.strictObject({ count: z.int().min(0), hash: sha256HexSchema })

/** A report counts from the last number its receiver acknowledged, named with its bundle hash. */
const baseSchema = z.strictObject({ seq: z.int().min(1), hash: sha256HexSchema })
const countsSchema = z.record(recordKindSchema, z.int().min(1).max(MAX_RECORDS))

const fields = {
  kind: z.literal('manifest'),
  format: z.literal(BUNDLE_FORMAT),
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
  counts: countsSchema,
  auditHead: chainHeadSchema.nullable(),
  ledgerHead: chainHeadSchema.nullable(),
}

/** Of the first version: reports that carry everything. */
const firstManifestSchema = z
  .strictObject({ ...fields, schema: z.literal(1), bundleKind: z.literal('report'), contents: z.literal('snapshot') })
  .transform((manifest) => ({ ...manifest, base: null, living: null }))

const presentManifestSchema = z.strictObject({
  ...fields,
  schema: z.literal([BUNDLE_SCHEMA, LATEST_SCHEMA]),
  bundleKind: z.enum(BUNDLE_KINDS),
  base: baseSchema.nullable(),
  living: countsSchema.nullable(),
})

/** Kinds of line that readers of schema 2 do not know. */
const LATER_KINDS = [TOLD_KIND, BOOK_FILES_KIND, TAKEN_BOOK_KIND]

/** The lowest schema that has every kind of line in `counts`. */
export function schemaFor(counts: Readonly<Record<string, number>>): typeof BUNDLE_SCHEMA | typeof LATEST_SCHEMA {
  return LATER_KINDS.some((kind) => Object.hasOwn(counts, kind)) ? LATEST_SCHEMA : BUNDLE_SCHEMA
}

/**
 * First line of the payload. `prevHash` is the bundle hash of number `seq - 1` of the same series, `null` for number 1.
 * `createdAt` and `period` are the sender's claims: order is decided by `epoch` and `seq`, and `createdAt` can only refuse. `contents` is
 * `snapshot` when the bundle carries everything the unit owns, `changes` when it carries what changed since number
 * `base.seq`. `living` counts the sender's living rows of each kind, so that a receiver sees whether it now holds the same.
 */
export const bundleManifestSchema = z
  .union([presentManifestSchema, firstManifestSchema])
  .refine((manifest) => (manifest.seq === 1) === (manifest.prevHash === null))
  .refine((manifest) => (manifest.contents === 'changes') === (manifest.base !== null))
  .refine((manifest) => manifest.base === null || manifest.base.seq < manifest.seq)
  .refine((manifest) => !Object.hasOwn(manifest.counts, 'manifest'))
  .refine((manifest) => manifest.schema === 1 || manifest.schema === schemaFor(manifest.counts))
export type BundleManifest = z.infer<typeof bundleManifestSchema>
export type BundleKind = BundleManifest['bundleKind']

/** What the sender states; the rest of the manifest repeats the envelope and is filled in when sealing. */
export type BundleManifestInput = Omit<z.infer<typeof presentManifestSchema>, 'kind' | 'format' | 'bundleId' | 'from'>

/** One line of the payload after the manifest; its fields belong to the feature that owns the kind. */
export interface BundleRecord {
  readonly kind: string
  readonly [field: string]: unknown
}
