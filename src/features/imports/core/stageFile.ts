import { createHash } from 'node:crypto'
import type * as z from 'zod'
import { valueOrRefuse } from '../../../base/common/failures.ts'
import { newRecordId } from '../../../base/common/recordId.ts'
import type { TicketFile } from '../../../base/core/fileTickets.ts'
import type { OfficeContext } from '../../../db/requireRight.ts'
import type { ImportProgress, readInputSchema, StagedImport } from '../common/importSchemas.ts'
import type { PreparedRow } from '../common/stagedRow.ts'
import { markBookDuplicates } from './bookDuplicates.ts'
import { readCommunes, readOwnCommunes } from './communeSource.ts'
import { readDonorNames } from './donorBook.ts'
import { readVillageNames } from './importPlaces.ts'
import { readMappings } from './mappingRepo.ts'
import { NewVillages } from './newVillages.ts'
import { readStagedRows } from './previewRepo.ts'
import type { FromRegister, ReadRegisterInput, ReadRegisterOutput } from './readRegisterJob.ts'
import {
  dropBatch,
  dropForgottenBatches,
  findEarlierImport,
  finishBatch,
  insertBatch,
  insertStagedRows,
} from './stagingRepo.ts'

export interface StageWish {
  file: TicketFile
  input: z.infer<typeof readInputSchema>
  report: (progress: ImportProgress) => void
  signal: AbortSignal
}

const PREVIEW_ROWS = 50
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000

/** Reads a file off the core's thread and stages its rows as they come; a failure or a cancel leaves nothing behind. */
export async function stageFile(context: OfficeContext, wish: StageWish): Promise<StagedImport> {
  const batchId = newRecordId()
  const fileHash = createHash('sha256').update(wish.file.bytes).digest('hex')
  const now = context.services.clock.now()
  const forgotten = new Date(Date.parse(now) - FORGOTTEN_AFTER_MS).toISOString()
  await context.write(async (db, writer) => {
    await dropForgottenBatches(db, forgotten)
    await insertBatch(db, writer, { id: batchId, fileName: wish.file.name, fileHash })
  })
  try {
    const reading = await readInto(context, batchId, wish)
    wish.signal.throwIfAborted()
    const { mapping, sheet } = reading
    const counts = await context.write((db) => finishBatch(db, { batchId, sheet, mapping }))
    return {
      ...reading,
      batchId,
      fileName: wish.file.name,
      counts,
      importedBefore: await findEarlierImport(context.db, fileHash),
      preview: await readStagedRows(context.db, { batchId, offset: 0, limit: PREVIEW_ROWS }),
    }
  } catch (error) {
    await context.write((db) => dropBatch(db, batchId))
    throw error
  }
}

async function readInto(context: OfficeContext, batchId: string, { file, input, report, signal }: StageWish) {
  report({ phase: 'opening', done: 0, total: 0 })
  const job: ReadRegisterInput = {
    bytes: file.bytes,
    sheet: input.sheet ?? null,
    mapping: input.mapping ?? null,
    remembered: await readMappings(context.db),
    communes: await readOwnCommunes(context.db, context.office),
    communeAnswers: input.communes,
    donors: await readDonorNames(context.db, context.office.unitId),
    today: context.services.clock.today(),
  }
  const villages = new NewVillages(await readVillageNames(context.db, context.office.unitId))
  const staging = new Staging(context, batchId, villages)
  const run = context.services.jobs.run<ReadRegisterOutput>('imports.readRegister', job, {
    onProgress: (done, total) => report({ phase: 'checking', done, total }),
    // Safe: readRegister emits nothing else.
    onBatch: (batch) => answer(batch as FromRegister, context, staging),
    signal,
    isolated: true,
  })
  // However the reading ends, the batch being staged ends first: nothing may be written after the rows are dropped.
  const output = await run.finally(() => staging.end())
  const newVillages = await villages.list(context.db, job.communes.ownId)
  return { ...valueOrRefuse(output), newVillages }
}

async function answer(batch: FromRegister, context: OfficeContext, staging: Staging): Promise<unknown> {
  return batch === 'country' ? readCommunes(context.db) : staging.add(batch.rows)
}

/** Stages one batch while the reading thread prepares the next. */
class Staging {
  readonly #context: OfficeContext
  readonly #batchId: string
  readonly #villages: NewVillages
  #busy: Promise<void> = Promise.resolve()
  #ended = false

  constructor(context: OfficeContext, batchId: string, villages: NewVillages) {
    this.#context = context
    this.#batchId = batchId
    this.#villages = villages
  }

  async add(rows: PreparedRow[]): Promise<void> {
    await this.#busy
    if (this.#ended) return
    this.#busy = this.#stage(rows)
    // Its failure is heard at the next batch or at the end.
    this.#busy.catch(() => {})
  }

  async end(): Promise<void> {
    this.#ended = true
    await this.#busy
  }

  async #stage(rows: PreparedRow[]): Promise<void> {
    this.#villages.count(rows)
    await markBookDuplicates(this.#context.db, rows)
    await this.#context.write((db) => insertStagedRows(db, this.#batchId, rows))
  }
}
