import { implement } from '@orpc/server'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { ledgerContract } from '../common/contract.ts'
import { readCashBook } from './cashBook.ts'
import { writeCashBookXlsx } from './cashBookXlsx.ts'
import { listFunds } from './listFunds.ts'
import { refuseWrongDay } from './moneyDays.ts'
import { listOverdue } from './overdueRepo.ts'
import { writeOverdueXlsx } from './overdueXlsx.ts'
import { listPayouts } from './payoutListRepo.ts'
import { insertPayout, voidPayout } from './payoutRepo.ts'
import { readAddressStatement, readDonorStatement } from './statements.ts'

const payoutOs = implement(ledgerContract.payouts).$context<DoorContext>().use(requireRight)
const bookOs = implement(ledgerContract.books).$context<DoorContext>().use(requireRight)

export const payoutHandlers = {
  list: payoutOs.list.handler(({ input, context }) =>
    listPayouts(context.db, { ...input, unitId: context.office.unitId }),
  ),
  add: payoutOs.add.handler(({ input, context }) => {
    refuseWrongDay(input.onDay, context.services.clock.today())
    return context.write((db, writer) => insertPayout(db, writer, input))
  }),
  void: payoutOs.void.handler(async ({ input, context }) => {
    const onDay = context.services.clock.today()
    await context.write((db, writer) => voidPayout(db, writer, { ...input, onDay }))
    return {}
  }),
}

export const bookHandlers = {
  funds: bookOs.funds.handler(async ({ context }) => ({ rows: await listFunds(context.db, context.office.unitId) })),
  cashBook: bookOs.cashBook.handler(async ({ input, context }) => ({
    books: await readCashBook(context.db, { ...input, unitId: context.office.unitId }),
  })),
  cashBookXlsx: bookOs.cashBookXlsx.handler(({ input, context }) => writeCashBookXlsx(context, input)),
  donorStatement: bookOs.donorStatement.handler(async ({ input, context }) => ({
    statements: await readDonorStatement(context.db, { ...input, unitId: context.office.unitId }),
  })),
  addressStatement: bookOs.addressStatement.handler(async ({ input, context }) => ({
    statements: await readAddressStatement(context.db, { ...input, unitId: context.office.unitId }),
  })),
  overdue: bookOs.overdue.handler(async ({ input, context }) => ({
    rows: await listOverdue(context.db, {
      by: input.by,
      unitId: context.office.unitId,
      today: context.services.clock.today(),
    }),
  })),
  overdueXlsx: bookOs.overdueXlsx.handler(({ input, context }) => writeOverdueXlsx(context, input)),
}
