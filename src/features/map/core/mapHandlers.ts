import { implement } from '@orpc/server'
import { refuse, valueOrRefuse } from '../../../base/common/failures.ts'
import { failWith, type Result } from '../../../base/common/result.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { mapContract } from '../common/contract.ts'
import { findPlace, hasOutline, listOutlines, listPacks, readUnitIds, removePack, storePack } from './mapRepo.ts'
import type { PackFailure, ReadPack, ReadPackInput } from './readPackJob.ts'

const os = implement(mapContract).$context<DoorContext>().use(requireRight)

/** What `files.put` takes is the limit too; the country's communes in TopoJSON are a fifth of it. */
const MOST_BYTES = 60 * 1024 * 1024

export const mapHandlers = {
  outlines: os.outlines.handler(async ({ input, context }) => {
    const { db, office } = context
    const outlines = await listOutlines(db, { office, communeIds: input.communeIds })
    const sources = (await listPacks(db)).flatMap(({ source }) => (source === null ? [] : [source]))
    return { outlines, country: office.kind === 'partner' ? 'LA' : 'VN', sources: [...new Set(sources)] } as const
  }),

  packs: os.packs.handler(async ({ context }) => ({ packs: await listPacks(context.db) })),

  placeOf: os.placeOf.handler(async ({ input, context }) => {
    const place = await findPlace(context.db, input.point)
    if (place?.unitId === input.communeId) return { lies: 'inside' as const, place }
    const known = await hasOutline(context.db, input.communeId)
    return { lies: known || place !== undefined ? ('outside' as const) : ('unknown' as const), place: place ?? null }
  }),

  loadPack: os.loadPack.handler(async ({ input, context, signal }) => {
    const file = context.services.tickets.take(input.ticket)
    if (file === undefined) refuse('files.ticketUsed')
    const unitIds = await readUnitIds(context.db)
    const job = { bytes: file.bytes, codes: [...unitIds.keys()] }
    const read = valueOrRefuse(await readApart(context, { job, signal }))
    const id = await context.write((db, writer) => storePack(db, writer, { name: file.name, read, unitIds }))
    const pack = (await listPacks(context.db)).find((each) => each.id === id)
    if (pack === undefined) throw new Error('the pack just stored is not there')
    return { pack, unknown: read.unknown }
  }),

  removePack: os.removePack.handler(({ input, context }) =>
    context.write(async (db) => {
      await removePack(db, input.id)
      return {}
    }),
  ),
}

/** A file that eats a thread's memory ends that thread alone. */
async function readApart(
  { services }: OfficeContext,
  { job, signal }: { job: ReadPackInput; signal: AbortSignal | undefined },
): Promise<Result<ReadPack, PackFailure>> {
  if (job.bytes.length > MOST_BYTES) return failWith('map.tooLarge')
  try {
    return await services.jobs.run<Result<ReadPack, PackFailure>>('map.readPack', job, { signal, isolated: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      return failWith('map.tooLarge')
    }
    throw error
  }
}
