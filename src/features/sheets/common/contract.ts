import * as z from 'zod'
import { command } from '../../../base/common/procedure.ts'

/** Rows of one file; more than the largest province's register. */
const MOST_ROWS = 200_000

const cellSchema = z.union([z.string().max(32_000), z.number(), z.null()])

/** Any list as a file, as the page shows it. */
export const sheetContract = {
  /**
   * Makes the file of rows the page has read through the list's own procedure, with its rights. Gives a ticket.
   * `filter` is what narrowed the list: it goes into the audit log and changes nothing.
   */
  make: command('data.export')
    .input(
      z.object({
        /** Which list: `donors`. */
        list: z.string().min(1).max(40),
        title: z.string().min(1).max(120),
        format: z.enum(['xlsx', 'csv']),
        columns: z
          .array(z.object({ label: z.string().max(200), figures: z.boolean(), width: z.number().min(4).max(80) }))
          .min(1)
          .max(60),
        rows: z.array(z.array(cellSchema).max(60)).max(MOST_ROWS),
        /** Of each row, the address it tells of; a row of data that are only kept goes out with its figures alone. */
        addressIds: z.array(z.string().nullable()).max(MOST_ROWS).default([]),
        filter: z.unknown(),
      }),
    )
    .output(
      z.object({
        ticket: z.string(),
        rows: z.int(),
        /** Rows without their words, because the use of the person's data is restricted. */
        withheld: z.int(),
      }),
    ),
}
