import type * as z from 'zod'
import type { ReadDb } from '../../../../db/database.ts'
import type { refusedReportSchema, waitingReportSchema } from '../../common/bundleSchemas.ts'
import { numbersBetween } from '../../common/rules.ts'
import { getUnitNames, readUnitNames } from '../unitNamesRepo.ts'
import { listHeld } from './heldReports.ts'
import { lastReceivedSeq } from './receivedRepo.ts'
import { listRefused } from './refusedRepo.ts'

export interface Unsettled {
  waiting: z.infer<typeof waitingReportSchema>[]
  refused: z.infer<typeof refusedReportSchema>[]
}

/** Files that wait for others, and files that were refused and never came right. */
export async function listUnsettled(db: ReadDb): Promise<Unsettled> {
  const held = await listHeld(db)
  const refused = await listRefused(db)
  const ids = [...held, ...refused].map((row) => row.from_unit)
  const names = await readUnitNames(db, ids)
  const unitOf = async (id: string) => names.get(id) ?? getUnitNames(db, id)
  return {
    waiting: await Promise.all(
      held.map(async (row) => ({
        id: row.id,
        from: await unitOf(row.from_unit),
        seq: row.seq,
        period: { from: row.from_day, to: row.to_day },
        heldAt: row.held_at,
        missing: numbersBetween(await lastReceivedSeq(db, row.from_unit), row.seq),
        mayAccept: row.contents === 'snapshot',
      })),
    ),
    refused: await Promise.all(
      refused.map(async (row) => ({
        id: row.id,
        from: await unitOf(row.from_unit),
        seq: row.seq,
        period: { from: row.from_day, to: row.to_day },
        refusedAt: row.refused_at,
        code: row.code,
        // Safe: only noteRefused writes it.
        params: JSON.parse(row.params) as Record<string, string | number>,
      })),
    ),
  }
}
