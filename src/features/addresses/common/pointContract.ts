import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { addressFilterSchema, addressStateSchema, pointSchema } from './addressSchemas.ts'

export const addressPointSchema = pointSchema.extend({
  id: z.string(),
  name: z.string(),
  state: addressStateSchema,
  villageName: z.string().nullable(),
  communeId: z.string(),
})
export type AddressPoint = z.infer<typeof addressPointSchema>

/** As files of points go out. */
export const POINT_FORMATS = ['xlsx', 'csv', 'geojson'] as const
export type PointFormat = (typeof POINT_FORMATS)[number]

export const pointContract = {
  /** The points of the addresses the filter lets through, by name; `total` counts those without a point too. */
  points: query('records.read')
    .input(z.object({ filter: addressFilterSchema.default({}) }))
    .output(z.object({ points: z.array(addressPointSchema), total: z.int(), withPoint: z.int() })),

  /** Places an address on the map or takes its point away; `version` is that of the file the user saw. */
  setPoint: command('records.write')
    .input(z.object({ id: z.string(), version: z.int(), point: pointSchema.nullable() }))
    .output(z.object({ version: z.int() }))
    .errors(failures('addresses.notFound')),

  /**
   * The points as a spreadsheet, CSV or GeoJSON (longitude first, as that format has it). Names only when asked for: a file
   * of points goes to people who draw maps. Restricted people are left out and counted.
   */
  exportPoints: command('data.export')
    .input(
      z.object({
        filter: addressFilterSchema.default({}),
        format: z.enum(POINT_FORMATS),
        names: z.boolean().default(false),
        language: languageSchema.default('vi'),
      }),
    )
    .output(z.object({ ticket: z.string(), rows: z.int(), withheld: z.int() })),
}
