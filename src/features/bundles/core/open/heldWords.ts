import { failureOf } from '../../../../base/common/failures.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BundleHeldTable } from '../../../../db/tables/twoWayTables.ts'
import { listHeld, readHeld } from './heldReports.ts'
import { judgeReport } from './judgeReport.ts'
import { withReport } from './readReport.ts'
import type { MovedBatch } from './readReportJob.ts'
import { listReceivedFrom } from './receivedRepo.ts'

/** What units say they gave away in reports that wait: the new owner of a row, by its giver and id. */
export type HandoverWords = ReadonlyMap<string, string>

export const NO_WORDS: HandoverWords = new Map()

/** The unit to which `from`, by its own waiting report, gave this row. */
export function givenTo(words: HandoverWords, { from, id }: { from: string; id: string }): string | undefined {
  return words.get(keyOf(from, id))
}

/**
 * Reads the words of waiting reports, each file once. Only of reports that wait for nothing but another office's handover: two
 * offices that each gave the other a case would wait for each other for ever, though both have signed both moves.
 */
export function createHeldWords(context: OfficeContext): () => Promise<HandoverWords> {
  const read = new Map<string, HandoverWords>()
  return async () => {
    const all: [string, string][] = []
    for (const held of await listHeld(context.db)) {
      if (!(await isInTurn(context, held))) continue
      const words = read.get(held.id) ?? (await readWords(context, held))
      read.set(held.id, words)
      all.push(...words)
    }
    return new Map(all)
  }
}

/** A cheap look before a file is decrypted. */
async function isInTurn({ db }: OfficeContext, held: BundleHeldTable): Promise<boolean> {
  if (held.accepted_by !== null) return true
  const last = (await listReceivedFrom(db, { unitId: held.from_unit, kind: 'report' })).at(-1)
  return last === undefined ? held.seq === 1 : held.epoch === last.epoch && held.seq === last.seq + 1
}

/** The file is proven to its end, as when it is opened. One that would be refused says nothing. */
async function readWords(context: OfficeContext, held: BundleHeldTable): Promise<HandoverWords> {
  const bytes = await readHeld(context.office, held.id)
  if (bytes === undefined) return NO_WORDS
  try {
    return await withReport(context, bytes, async ({ opened, batches, totals }) => {
      const order = await judgeReport(context.db, opened)
      const mayOpen = order.kind === 'next' || (held.accepted_by !== null && 'mayAccept' in order && order.mayAccept)
      const moved: MovedBatch[] = []
      for await (const batch of batches()) if (batch.kind === 'handedOver') moved.push(batch)
      await totals()
      return mayOpen ? new Map(moved.map(({ id, unit }) => [keyOf(opened.manifest.unit, id), unit])) : NO_WORDS
    })
  } catch (error) {
    if (failureOf(error).code === 'common.unexpected') throw error
    return NO_WORDS
  }
}

function keyOf(from: string, id: string): string {
  return `${from} ${id}`
}
