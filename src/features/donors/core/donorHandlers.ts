import { implement } from '@orpc/server'
import { setDeleted } from '../../../db/recordWriter.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { donorContract } from '../common/contract.ts'
import type { DonorFile } from '../common/donorSchemas.ts'
import { countDonors, listDonors, readDonorRows } from './donorListRepo.ts'
import { insertDonor, refuseIfNeeded, saveDonor } from './donorRepo.ts'
import { readDonorFile } from './readDonorFile.ts'
import { findSimilarDonors } from './similarDonors.ts'

const os = implement(donorContract).$context<DoorContext>().use(requireRight)

export const donorHandlers = {
  list: os.list.handler(async ({ input, context }) => ({
    rows: await listDonors(context.db, { ...input, today: context.services.clock.today() }),
  })),

  count: os.count.handler(({ input, context }) =>
    countDonors(context.db, { filter: input.filter, today: context.services.clock.today() }),
  ),

  get: os.get.handler(({ input, context }) => fileOf(input.id, context)),

  findSimilar: os.findSimilar.handler(async ({ input, context }) => {
    const ids = await findSimilarDonors(context.db, input)
    return { rows: await readDonorRows(context.db, { ids, today: context.services.clock.today() }) }
  }),

  add: os.add.handler(async ({ input, context }) => {
    const id = await context.write((db, writer) => insertDonor(db, writer, input.fields))
    return { id }
  }),

  update: os.update.handler(async ({ input, context }) => {
    await context.write((db, writer) => saveDonor(db, writer, input))
    return { version: (await fileOf(input.id, context)).version }
  }),

  remove: os.remove.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await refuseIfNeeded(db, writer, input.id)
      await setDeleted(db, writer, { table: 'donor', id: input.id, deleted: true })
      return {}
    }),
  ),

  restore: os.restore.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await setDeleted(db, writer, { table: 'donor', id: input.id, deleted: false })
      return {}
    }),
  ),
}

function fileOf(id: string, { db, office, services }: OfficeContext): Promise<DonorFile> {
  return readDonorFile(db, { id, unitId: office.unitId, today: services.clock.today() })
}
