import * as z from 'zod'
import { type ToldQuarter, toldQuarterSchema } from '../../reports/common/toldFigures.ts'
import type { BundleRecord } from './bundleManifest.ts'
import { TOLD_KIND } from './laterKinds.ts'

const toldLineSchema = z.strictObject({ kind: z.literal(TOLD_KIND), ownerUnit: z.uuid(), ...toldQuarterSchema.shape })

export function toldLine(
  ownerUnit: string,
  told: { year: number; quarter: number; units: readonly object[] },
): BundleRecord {
  return toldLineSchema.parse({ kind: TOLD_KIND, ownerUnit, ...told })
}

/** Undefined when the line is not of this shape. Nobody tells of himself. */
export function readToldLine(record: BundleRecord): (ToldQuarter & { ownerUnit: string }) | undefined {
  const parsed = toldLineSchema.safeParse(record)
  if (!parsed.success) return undefined
  const { kind: _kind, ...told } = parsed.data
  return told.units.some((unit) => unit.id === told.ownerUnit) ? undefined : told
}
