import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { rightsOf } from '../../../base/common/rights.ts'
import { progressStream } from '../../../base/core/progressStream.ts'
import { setDeleted } from '../../../db/recordWriter.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { duplicateContract } from '../common/contract.ts'
import type { ScanProgress } from '../common/duplicateSchemas.ts'
import { compareFiles, describePairs } from './compareFiles.ts'
import { readFacts } from './duplicateFacts.ts'
import { listMerges } from './listMerges.ts'
import { mergeRecords } from './mergeRecords.ts'
import { dismissPairs, listDismissed, readScannedAt, readStandingPairs } from './pairRepo.ts'
import { scanWholeBook } from './scanBook.ts'
import { undoMerge } from './undoMerge.ts'

const os = implement(duplicateContract).$context<DoorContext>().use(requireRight)

export const duplicateHandlers = {
  scan: os.scan.handler(async function* ({ input, context, signal: outer }) {
    return yield* progressStream(
      (report: (progress: ScanProgress) => void, signal) => scanWholeBook(context, { ...input, report, signal }),
      outer,
    )
  }),

  list: os.list.handler(async ({ input: { kind, offset, limit }, context }) => {
    const { db, office } = context
    const standing = await readStandingPairs(db, kind)
    const page = standing.slice(offset, offset + limit)
    const pairs = await describePairs(db, { kind, unitId: office.unitId }, page)
    return { pairs, total: standing.length, scannedAt: await readScannedAt(db, kind) }
  }),

  compare: os.compare.handler(({ input: { kind, firstId, secondId }, context }) =>
    compareFiles(context.db, { kind, unitId: context.office.unitId }, [firstId, secondId]),
  ),

  dismiss: os.dismiss.handler(async ({ input, context }) => {
    const { kind, id, otherIds } = input
    if (otherIds.includes(id)) refuse('duplicates.sameFile')
    const ids = [...new Set([id, ...otherIds])]
    const found = await readFacts(context.db, kind, { unitId: context.office.unitId, ids })
    if (found.length < ids.length) refuse('duplicates.notFound')
    return { dismissed: await context.write((db, writer) => dismissPairs(db, writer, { kind, id, otherIds })) }
  }),

  dismissed: os.dismissed.handler(({ input: { kind, ...page }, context }) => listDismissed(context.db, kind, page)),

  reconsider: os.reconsider.handler(async ({ input, context }) => {
    await context.write((db, writer) => setDeleted(db, writer, { table: 'not_duplicate', id: input.id, deleted: true }))
    return {}
  }),

  merge: os.merge.handler(({ input, context }) =>
    context.write((db, writer) =>
      mergeRecords(db, writer, { ...input, today: context.services.clock.today(), mayApprove: mayApprove(context) }),
    ),
  ),

  merges: os.merges.handler(async ({ context }) => ({
    merges: await listMerges(context.db, { unitId: context.office.unitId, now: context.services.clock.now() }),
  })),

  undoMerge: os.undoMerge.handler(({ input, context }) =>
    context.write((db, writer) =>
      undoMerge(db, writer, { ...input, today: context.services.clock.today(), mayApprove: mayApprove(context) }),
    ),
  ),
}

function mayApprove({ session }: OfficeContext): boolean {
  return rightsOf(session.roles).has('records.approve')
}
