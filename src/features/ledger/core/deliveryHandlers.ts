import { implement } from '@orpc/server'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { ledgerContract } from '../common/contract.ts'
import { reverseDelivery } from './deliveryRepo.ts'
import { countDeliveries, listDeliveries } from './listDeliveries.ts'
import { refuseWrongDay } from './moneyDays.ts'
import { recordDirect } from './recordDirect.ts'

const os = implement(ledgerContract.deliveries).$context<DoorContext>().use(requireRight)

export const deliveryHandlers = {
  list: os.list.handler(async ({ input, context }) => ({
    rows: await listDeliveries(context.db, { ...input, unitId: context.office.unitId }),
  })),
  count: os.count.handler(({ input, context }) =>
    countDeliveries(context.db, { ...input, unitId: context.office.unitId }),
  ),
  recordDirect: os.recordDirect.handler(async ({ input, context }) => {
    refuseWrongDay(input.onDay, context.services.clock.today())
    return { ids: await context.write((db, writer) => recordDirect(db, writer, input)) }
  }),
  reverse: os.reverse.handler(async ({ input, context }) => {
    const today = context.services.clock.today()
    const onDay = input.onDay ?? today
    refuseWrongDay(onDay, today)
    return { reversed: await context.write((db, writer) => reverseDelivery(db, writer, { ...input, onDay })) }
  }),
}
