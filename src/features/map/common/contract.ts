import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { pointSchema } from '../../addresses/common/addressSchemas.ts'

export const outlineSchema = z.object({
  unitId: z.string(),
  code: z.string(),
  /** Full name, in Vietnamese; Lao units in Lao. */
  name: z.string(),
  level: z.enum(['province', 'commune']),
  /** See `OutlineShape`. */
  shape: z.array(z.array(z.array(z.number()))),
})
export type Outline = z.infer<typeof outlineSchema>

export const mapPackSchema = z.object({
  id: z.string(),
  name: z.string(),
  source: z.string().nullable(),
  loadedAt: z.string(),
  /** Outlines in use; those a later pack brought too are counted there. */
  outlines: z.int(),
})
export type MapPack = z.infer<typeof mapPackSchema>

/** Outlines of communes and provinces, from files the office loads itself: a map without a network. */
export const mapContract = {
  /**
   * Outlines of the office's own area (a branch and a province: the communes of the province and the province itself; the
   * centre: the provinces), and of the communes asked for besides.
   */
  outlines: query('records.read', { quiet: true })
    .input(z.object({ communeIds: z.array(z.string()).max(4000).default([]) }))
    .output(
      z.object({
        outlines: z.array(outlineSchema),
        country: z.enum(['VN', 'LA']),
        /** Whom the outlines are from, to be named on the sheet. */
        sources: z.array(z.string()),
      }),
    ),

  packs: query('records.read', { quiet: true }).output(z.object({ packs: z.array(mapPackSchema) })),

  /**
   * Whether a point lies in the commune it is said to lie in; `unknown` where no outline of the commune is loaded. `place`
   * is the commune whose outline it does lie in.
   */
  placeOf: query('records.read', { quiet: true })
    .input(z.object({ point: pointSchema, communeId: z.string() }))
    .output(
      z.object({
        lies: z.enum(['inside', 'outside', 'unknown']),
        place: z.object({ unitId: z.string(), name: z.string() }).nullable(),
      }),
    ),

  /**
   * Takes a pack over: GeoJSON or TopoJSON with a commune's or province's official code on each outline. Outlines already
   * there are replaced unit by unit. `unknown`: outlines whose code no unit of today has.
   */
  loadPack: command('office.settings')
    .input(z.object({ ticket: z.string() }))
    .output(z.object({ pack: mapPackSchema, unknown: z.int() }))
    .errors(failures('files.ticketUsed', 'map.notMap', 'map.tooLarge', 'map.noOutlines', 'map.noKnownCodes'))
    .errors(failures('map.swapped', 'map.notDegrees', 'map.elsewhere')),

  removePack: command('office.settings')
    .input(z.object({ id: z.string() }))
    .output(z.object({}))
    .errors(failures('map.packNotFound')),
}
