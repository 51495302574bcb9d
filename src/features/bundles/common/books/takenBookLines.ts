import * as z from 'zod'
import type { BundleRecord } from '../bundleManifest.ts'
import { TAKEN_BOOK_KIND } from '../laterKinds.ts'

const takenBookSchema = z.strictObject({
  kind: z.literal(TAKEN_BOOK_KIND),
  ownerUnit: z.uuid(),
  fromUnit: z.uuid(),
  toUnit: z.uuid(),
  madeAt: z.iso.datetime(),
})

/** A unit that ended, who took its book in, and when the newest such book was made, by the clock of the unit that ended. */
export interface TakenBook {
  fromUnit: string
  toUnit: string
  madeAt: string
}

/** Stands in reports of the unit that took the book and, when that unit ends as well, in its own book. */
export function takenBookLine(ownerUnit: string, { fromUnit, toUnit, madeAt }: TakenBook): BundleRecord {
  return takenBookSchema.parse({ kind: TAKEN_BOOK_KIND, ownerUnit, fromUnit, toUnit, madeAt })
}

/** Undefined when the line is not of this shape. */
export function readTakenBookLine(record: BundleRecord): (TakenBook & { ownerUnit: string }) | undefined {
  const parsed = takenBookSchema.safeParse(record)
  if (!parsed.success) return undefined
  const { kind: _kind, ...taken } = parsed.data
  return taken
}
