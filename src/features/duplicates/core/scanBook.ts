import { failureOf, refuse } from '../../../base/common/failures.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { OfficeContext } from '../../../db/requireRight.ts'
import type { DuplicateKind, ScanProgress, ScanResult } from '../common/duplicateSchemas.ts'
import { DONOR_WORTH_A_LOOK, WORTH_A_LOOK } from '../common/rules.ts'
import { readFacts } from './duplicateFacts.ts'
import { replacePairs } from './pairRepo.ts'
import type { AskForFiles, FoundPair, ScanInput } from './scanBookJob.ts'

const FILES_PER_PAGE = 1000

export interface ScanWish {
  kind: DuplicateKind
  report: (progress: ScanProgress) => void
  signal: AbortSignal
}

/** Looks through the whole book in a worker; the core only reads pages for it and writes what was found at the end. */
export async function scanWholeBook(context: OfficeContext, { kind, report, signal }: ScanWish): Promise<ScanResult> {
  if (signal.aborted) refuse('common.cancelled')
  const { unitId } = context.office
  const total = await countFiles(context.db, kind, unitId)
  const input: ScanInput = { total, worthALook: kind === 'address' ? WORTH_A_LOOK : DONOR_WORTH_A_LOOK }
  const found = await context.services.jobs
    .run<FoundPair[]>('duplicates.scanBook', input, {
      onProgress: (done) => report(progressOf(done, total)),
      // Safe: scanBook asks for nothing else.
      onBatch: (asked) =>
        readFacts(context.db, kind, { unitId, after: (asked as AskForFiles).after, limit: FILES_PER_PAGE }),
      signal,
    })
    .catch((error: unknown) => {
      if (signal.aborted || failureOf(error).code === 'common.cancelled') refuse('common.cancelled')
      throw error
    })
  if (signal.aborted) refuse('common.cancelled')
  await context.write((db, writer) => replacePairs(db, { kind, pairs: found, at: writer.now }))
  return { people: total, pairs: found.length }
}

function progressOf(done: number, total: number): ScanProgress {
  return done <= total ? { phase: 'reading', done, total } : { phase: 'comparing', done: done - total, total }
}

async function countFiles(db: ReadDb, kind: DuplicateKind, unitId: string): Promise<number> {
  const { files } = await db
    .selectFrom(kind)
    .select((expression) => expression.fn.countAll().as('files'))
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(files)
}
