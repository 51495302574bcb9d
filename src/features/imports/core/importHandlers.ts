import { implement } from '@orpc/server'
import { failureOf, refuse } from '../../../base/common/failures.ts'
import { progressStream } from '../../../base/core/progressStream.ts'
import type { ReadDb } from '../../../db/database.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { importContract } from '../common/contract.ts'
import type { ImportProgress } from '../common/importSchemas.ts'
import { applyImport } from './applyImport.ts'
import { writeFailedRows } from './failedRowsXlsx.ts'
import { listImports } from './listImports.ts'
import { countRows, readStagedRows } from './previewRepo.ts'
import { registerWords } from './registerWords.ts'
import { stageFile } from './stageFile.ts'
import { countStagedRows, decideDuplicates, dropBatch, findBatch } from './stagingRepo.ts'
import { undoImport } from './undoImport.ts'

const os = implement(importContract).$context<DoorContext>().use(requireRight)
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const importHandlers = {
  read: os.read.handler(async function* ({ input, context, signal: outer }) {
    const file = context.services.tickets.take(input.ticket)
    if (file === undefined) refuse('files.ticketUsed')
    return yield* progressStream(
      (report: (progress: ImportProgress) => void, signal) =>
        stageFile(context, { file, input, report, signal }).catch(asCancelled),
      outer,
    )
  }),

  preview: os.preview.handler(async ({ input, context }) => {
    await stagedOrRefuse(context.db, { id: input.batchId, unitId: context.office.unitId })
    return { rows: await readStagedRows(context.db, input), total: await countRows(context.db, input) }
  }),

  decideDuplicate: os.decideDuplicate.handler(async ({ input, context }) => {
    await stagedOrRefuse(context.db, { id: input.batchId, unitId: context.office.unitId })
    const { batchId, rowNumber, take, joinId } = input
    await context.write((db) => decideDuplicates(db, { batchId, rowNumber, take, joinId }))
    return { counts: await countStagedRows(context.db, batchId) }
  }),

  apply: os.apply.handler(async function* ({ input, context, signal: outer }) {
    const today = context.services.clock.today()
    return yield* progressStream(
      (report: (progress: ImportProgress) => void, signal) =>
        context.write((db, writer) => applyImport(db, writer, { ...input, today, report, signal })),
      outer,
    )
  }),

  drop: os.drop.handler(async ({ input, context }) => {
    await stagedOrRefuse(context.db, { id: input.batchId, unitId: context.office.unitId })
    await context.write((db) => dropBatch(db, input.batchId))
    return {}
  }),

  undo: os.undo.handler(({ input, context }) => context.write((db, writer) => undoImport(db, writer, input.batchId))),

  list: os.list.handler(async ({ context }) => ({ imports: await listImports(context.db, context.office.unitId) })),

  failedRowsXlsx: os.failedRowsXlsx.handler(async ({ input, context }) => {
    const { services, office, db } = context
    const batch = await findBatch(db, { id: input.batchId, unitId: office.unitId })
    if (batch === undefined) refuse('imports.batchGone')
    const words = await registerWords(db, services.translator(input.language))
    const { bytes, rows } = await writeFailedRows(db, { batchId: batch.id, words })
    const name = `${batch.file_name.replace(/\.[^.]+$/, '')} - dòng cần sửa.xlsx`
    return { ticket: services.tickets.put({ name, type: XLSX_TYPE, bytes }), rows }
  }),
}

async function stagedOrRefuse(db: ReadDb, batch: { id: string; unitId: string }): Promise<void> {
  const found = await findBatch(db, batch)
  if (found?.state !== 'staged') refuse('imports.batchGone')
}

function asCancelled(error: unknown): never {
  if (failureOf(error).code === 'common.cancelled') refuse('common.cancelled')
  throw error
}
