import { implement } from '@orpc/server'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { ledgerContract } from '../common/contract.ts'
import { addBatch } from './addBatch.ts'
import { refuseWrongDay } from './moneyDays.ts'
import { getReceipt, listReceipts } from './receiptListRepo.ts'
import { insertReceipt, voidReceipt } from './receiptRepo.ts'
import { suggestAllocations } from './suggestAllocations.ts'

const os = implement(ledgerContract.receipts).$context<DoorContext>().use(requireRight)

export const receiptHandlers = {
  list: os.list.handler(({ input, context }) => listReceipts(context.db, { ...input, unitId: context.office.unitId })),
  get: os.get.handler(({ input, context }) => getReceipt(context.db, input.id)),
  add: os.add.handler(({ input, context }) => {
    refuseWrongDay(input.onDay, context.services.clock.today())
    return context.write((db, writer) => insertReceipt(db, writer, input))
  }),
  addBatch: os.addBatch.handler(({ input, context }) =>
    addBatch(context.write, { batch: input, today: context.services.clock.today() }),
  ),
  suggestAllocations: os.suggestAllocations.handler(({ input, context }) =>
    suggestAllocations(context.db, { ...input, unitId: context.office.unitId }),
  ),
  void: os.void.handler(async ({ input, context }) => {
    const onDay = context.services.clock.today()
    await context.write((db, writer) => voidReceipt(db, writer, { ...input, onDay }))
    return {}
  }),
}
