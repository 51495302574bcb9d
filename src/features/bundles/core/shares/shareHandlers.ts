import { implement } from '@orpc/server'
import { type DoorContext, requireRight } from '../../../../db/requireRight.ts'
import { shareContract } from '../../common/sharesContract.ts'
import { findPartnerKey } from '../keys/unitKeysRepo.ts'
import { copyShare } from './copyShare.ts'
import { listPartners, makeShare, previewShare } from './makeShare.ts'
import { makePartnerReport } from './partnerReport.ts'
import { listReceivedShares } from './shareOpener.ts'

const os = implement(shareContract).$context<DoorContext>().use(requireRight)

export const shareHandlers = {
  partners: os.partners.handler(async ({ context }) => ({ partners: await listPartners(context.db) })),

  preview: os.preview.handler(async ({ input, context }) => {
    const { lines, facts } = await previewShare(context, input)
    return { lines, facts, enrolled: (await findPartnerKey(context.db, input.toUnit)) !== undefined }
  }),

  make: os.make.handler(({ input, context }) => makeShare(context, input)),

  copy: os.copy.handler(({ input, context }) => copyShare(context, input)),

  received: os.received.handler(async ({ context }) => ({ shares: await listReceivedShares(context.db) })),

  report: os.report.handler(({ input, context }) => makePartnerReport(context, input.toUnit)),
}
