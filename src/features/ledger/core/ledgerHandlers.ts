import { bookHandlers, payoutHandlers } from './bookHandlers.ts'
import { deliveryHandlers } from './deliveryHandlers.ts'
import { receiptHandlers } from './receiptHandlers.ts'
import { roundHandlers } from './roundHandlers.ts'

export const ledgerHandlers = {
  receipts: receiptHandlers,
  rounds: roundHandlers,
  deliveries: deliveryHandlers,
  payouts: payoutHandlers,
  books: bookHandlers,
}
