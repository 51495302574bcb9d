import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'

export const REORGANISATION_KINDS = ['merge', 'split', 'rename', 'retype', 'abolish'] as const
const reorganisationKindSchema = z.enum(REORGANISATION_KINDS)
export type ReorganisationKind = z.infer<typeof reorganisationKindSchema>

/** What a unit of today may be called by a paper; Lao units are the Lao side's to change. */
export const NEW_UNIT_TYPES = ['city', 'province', 'commune', 'ward', 'specialZone'] as const

const unitSchema = z.object({ id: z.string(), code: z.string(), vi: z.string(), en: z.string(), lo: z.string() })

/** A unit as the paper names it. Its code is new, or that of a unit that goes on. */
const newUnitSchema = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z.-]{1,32}$/),
  type: z.enum(NEW_UNIT_TYPES),
  name: z.string().trim().min(1).max(200),
  nameEn: z.string().trim().max(200).nullable().default(null),
  nameLo: z.string().trim().max(200).nullable().default(null),
})
export type NewUnit = z.infer<typeof newUnitSchema>

const reorganisationSchema = z.object({
  id: z.string(),
  kind: reorganisationKindSchema,
  onDay: z.string(),
  paper: z.string(),
  note: z.string(),
  recordedBy: z.string(),
  recordedAt: z.string(),
  /** Taken back as written down wrongly: by whom and why. */
  cancelled: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  from: z.array(unitSchema),
  to: z.array(unitSchema),
})
export type Reorganisation = z.infer<typeof reorganisationSchema>

/** Units are merged, split, renamed: dated, each by its paper; what was keeps the names of its time. */
export const reorganiseContract = {
  list: query('signedIn').output(z.object({ reorganisations: z.array(reorganisationSchema) })),

  /**
   * Writes one down. `from` and `to` by kind: merge several → one; split one → several; rename and retype one → itself; abolish
   * several (a level) → none, the units below them then belong to the unit above. `unitsUnfit`: not as many as the kind needs.
   * `splitKeepsCode`: a part under the old code would have to keep its rows, and a split hands every row over.
   */
  record: command('office.settings')
    .input(
      z.object({
        kind: reorganisationKindSchema,
        onDay: daySchema,
        paper: z.string().trim().min(1).max(400),
        note: z.string().trim().max(2000).default(''),
        fromCodes: z.array(z.string().trim().max(32)).min(1).max(200),
        to: z.array(newUnitSchema).max(20).default([]),
      }),
    )
    .output(z.object({ id: z.string() }))
    .errors(
      failures(
        'units.reorganiseInFuture',
        'units.unitsUnfit',
        'units.splitKeepsCode',
        'units.unknownUnitCode',
        'units.unitHasEnded',
        'units.codeOfEndedUnit',
        'units.alreadyReorganised',
      ),
    ),

  /** Takes back one that was written down wrongly, while nothing rests on it; the failure names what does. */
  cancel: command('office.settings')
    .input(z.object({ id: z.string(), reason: z.string().trim().min(1).max(2000) }))
    .output(z.object({ id: z.string() }))
    .errors(
      failures(
        'common.notFound',
        'units.alreadyCancelled',
        'units.cancelHasBook',
        'units.cancelUnitInUse',
        'units.cancelHasLater',
        'units.cancelWasTold',
      ),
    ),
}
