import { implement } from '@orpc/server'
import { type DoorContext, requireRight } from '../../../../db/requireRight.ts'
import { photosContract } from '../../common/photosContract.ts'
import { makePhotoPart, planPhotos, previewPhotos } from './makePhotos.ts'
import { listReceivedBatches, listSentParts, writePartSize } from './photoRepo.ts'

const os = implement(photosContract).$context<DoorContext>().use(requireRight)

export const photoHandlers = {
  preview: os.preview.handler(({ input, context }) => previewPhotos(context, input.toUnit)),

  setPartSize: os.setPartSize.handler(async ({ input, context }) => {
    await context.write((db) => writePartSize(db, input.megabytes))
    return {}
  }),

  plan: os.plan.handler(({ input, context }) => planPhotos(context, input.toUnit)),

  make: os.make.handler(({ input, context }) => makePhotoPart(context, input)),

  list: os.list.handler(async ({ context }) => ({
    sent: await listSentParts(context.db),
    received: await listReceivedBatches(context.db),
  })),
}
