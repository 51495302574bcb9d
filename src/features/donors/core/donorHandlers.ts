import { implement } from '@orpc/server'
import { setDeleted } from '../../../db/recordWriter.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { donorContract } from '../common/contract.ts'
import { countDonors, listDonors, readDonorRows } from './donorListRepo.ts'
import { insertDonor, refuseIfNeeded, saveDonor } from './donorRepo.ts'
import { readDonorFile } from './readDonorFile.ts'
import { findSimilarDonors } from './similarDonors.ts'

const os = implement(donorContract).$context<DoorContext>().use(requireRight)

export const donorHandlers = {
  list: os.list.handler(async ({ input, context }) => ({ rows: await listDonors(context.db, input) })),

  count: os.count.handler(({ input, context }) => countDonors(context.db, input.filter)),

  get: os.get.handler(({ input, context }) =>
    readDonorFile(context.db, { id: input.id, unitId: context.office.unitId }),
  ),

  findSimilar: os.findSimilar.handler(async ({ input, context }) => {
    const ids = await findSimilarDonors(context.db, input)
    return { rows: await readDonorRows(context.db, ids) }
  }),

  add: os.add.handler(async ({ input, context }) => {
    const id = await context.write((db, writer) => insertDonor(db, writer, input.fields))
    return { id }
  }),

  update: os.update.handler(async ({ input, context }) => {
    await context.write((db, writer) => saveDonor(db, writer, input))
    const { version } = await readDonorFile(context.db, { id: input.id, unitId: context.office.unitId })
    return { version }
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
