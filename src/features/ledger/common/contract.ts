import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { failures } from '../../../base/common/declareFailures.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { currencySchema, moneyAmountSchema, moneySchema } from '../../../base/common/moneySchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import {
  addressStatementSchema,
  batchResultSchema,
  cashBookSchema,
  donorStatementSchema,
  fundRowSchema,
  newBatchSchema,
  newPayoutSchema,
  OVERDUE_SIDES,
  overdueRowSchema,
  PAYOUT_KINDS,
  payoutRowSchema,
  periodSchema,
} from './bookSchemas.ts'
import {
  deliveryCountSchema,
  deliveryFilterSchema,
  deliveryRowSchema,
  directDeliverySchema,
} from './deliverySchemas.ts'
import {
  METHODS,
  newReceiptSchema,
  receiptFileSchema,
  receiptFilterSchema,
  receiptRowSchema,
  suggestedAllocationSchema,
} from './receiptSchemas.ts'
import {
  lineContentSchema,
  newLineSchema,
  newRoundSchema,
  PROOFS_OF_ROUND,
  proposalFilterSchema,
  proposalSchema,
  ROUND_STATES,
  roundFileSchema,
  roundRowSchema,
} from './roundSchemas.ts'

const idInput = z.object({ id: z.string() })
const versioned = idInput.extend({ version: z.int() })
const reason = z.string().trim().max(1000)
const page = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(50) }

const printOutput = z.object({ ticket: z.string(), name: z.string() })

const dayFailures = ['ledger.dayTooEarly', 'ledger.dayAhead'] as const
const plannedDayFailures = failures('ledger.dayTooEarly', 'ledger.dayTooFarAhead')

/** What a row of a batch may be refused for; it stands beside the row. */
const batchRowFailures = ['ledger.donorUnclear', 'ledger.nothingToPay'] as const

const receipts = {
  /** Receipts of a period, newest number first; void ones stay in the list. `sums` leave them out, one per currency. */
  list: query('money.read')
    .input(z.object({ filter: receiptFilterSchema.default({}), ...page }))
    .output(z.object({ rows: z.array(receiptRowSchema), total: z.int(), sums: z.array(moneySchema) })),

  get: query('money.read').input(idInput).output(receiptFileSchema),

  /** Writes a receipt under the next number of its series and year, without gaps. */
  add: command('money.write')
    .input(newReceiptSchema)
    .output(z.object({ id: z.string(), series: z.string(), year: z.int(), number: z.int() }))
    .errors(
      failures(
        'ledger.allocationsDiffer',
        'ledger.payerNeeded',
        'ledger.counterpartNeeded',
        'ledger.notFundChannel',
        'ledger.sameTwice',
        'ledger.otherCurrency',
        ...dayFailures,
      ),
    ),

  /** Spreads an amount over a sponsor's active pairings, the earliest unpaid months first (goods over those not promised in money); `rest` found no kỳ. */
  suggestAllocations: query('money.read')
    .input(
      z.object({
        donorId: z.string(),
        amount: moneyAmountSchema,
        currency: currencySchema.default('VND'),
        method: z.enum(METHODS).default('cash'),
      }),
    )
    .output(z.object({ lines: z.array(suggestedAllocationSchema), rest: z.int() })),

  /** Takes a receipt back by a reversal row; the number stays taken. Money already handed over needs `evenIfDelivered`. */
  void: command('money.write')
    .input(idInput.extend({ reason, evenIfDelivered: z.boolean().default(false) }))
    .output(z.object({}))
    .errors(
      failures(
        'ledger.reasonNeeded',
        'ledger.alreadyVoided',
        'ledger.deliveredAboveReceived',
        'ledger.purposeTooSmall',
      ),
    ),

  /** A pile of papers typed or pasted at once; it is written whole, and only when count and total are what was expected. */
  addBatch: command('money.write')
    .input(newBatchSchema)
    .output(batchResultSchema)
    .errors(failures('ledger.batchDiffers', ...batchRowFailures)),
}

const lineFailures = failures(
  'ledger.addressNotApproved',
  'ledger.emptyLine',
  'ledger.purposeNeeded',
  'ledger.notFundChannel',
  'ledger.notDue',
  'ledger.aboveInstalment',
  'ledger.alreadyPlanned',
  'ledger.sameTwice',
  'ledger.otherCurrency',
)

const rounds = {
  list: query('money.read')
    .input(z.object({ states: z.array(z.enum(ROUND_STATES)).default([]), ...page }))
    .output(z.object({ rows: z.array(roundRowSchema), total: z.int() })),

  /** The whole round: its lines by village in the order of the paper. */
  get: query('money.read').input(idInput).output(roundFileSchema),

  /** Who is due through our fund, one line per address; nothing is written. */
  propose: query('money.read').input(proposalFilterSchema).output(proposalSchema),

  create: command('money.write')
    .input(newRoundSchema.extend({ lines: z.array(newLineSchema).max(5000) }))
    .output(idInput)
    .errors({ ...lineFailures, ...plannedDayFailures }),

  /** Name, day, place and purpose, while the list is a draft. */
  update: command('money.write')
    .input(versioned.extend(newRoundSchema.shape))
    .output(z.object({}))
    .errors({
      ...failures('ledger.notDraft', 'ledger.purposeInUse', 'ledger.currencyInUse'),
      ...plannedDayFailures,
    }),

  /** A draft nobody needs; its kỳ are free again. */
  remove: command('money.write').input(idInput).output(z.object({})).errors(failures('ledger.notDraft')),

  addLine: command('money.write')
    .input(idInput.extend({ line: newLineSchema }))
    .output(z.object({ lineId: z.string() }))
    .errors({ ...lineFailures, ...failures('ledger.notDraft') }),
  removeLine: command('money.write')
    .input(z.object({ lineId: z.string() }))
    .output(z.object({}))
    .errors(failures('ledger.notDraft')),
  changeAmount: command('money.write')
    .input(lineContentSchema.extend({ lineId: z.string(), version: z.int() }))
    .output(z.object({}))
    .errors({ ...lineFailures, ...failures('ledger.notDraft') }),

  /** Đã giao thôn, chờ ký: the village head carries the cash. At most one advance per village. */
  handToVillage: command('money.write')
    .input(
      idInput.extend({
        villageId: z.string().nullable(),
        holderName: z.string().trim().min(1).max(200),
        amount: moneyAmountSchema.min(1),
        givenOn: daySchema,
        dueOn: daySchema,
      }),
    )
    .output(z.object({ advanceId: z.string() }))
    .errors(
      failures(
        'ledger.roundClosed',
        'ledger.villageHasAdvance',
        'ledger.advanceAboveVillage',
        'ledger.advanceDueBeforeGiven',
        'ledger.dayTooFarAhead',
        ...dayFailures,
      ),
    ),

  /** The holder accounts for the cash: signed for + returned = handed over, or a reason. */
  settleAdvance: command('money.write')
    .input(
      z.object({
        advanceId: z.string(),
        version: z.int(),
        onDay: daySchema,
        returned: moneyAmountSchema,
        reason: reason.nullable().default(null),
      }),
    )
    .output(z.object({}))
    .errors(
      failures(
        'ledger.villageNotConfirmed',
        'ledger.advanceDiffers',
        'ledger.alreadySettled',
        'ledger.roundClosed',
        ...dayFailures,
      ),
    ),

  /** Absent, nhận thay, cancelled, or back to planned; a line in the books is taken back by reversal with a reason. */
  markLine: command('money.write')
    .input(
      z.object({
        lineId: z.string(),
        version: z.int(),
        mark: z.enum(['absent', 'byProxy', 'cancelled', 'planned']),
        proxyName: z.string().trim().max(200).nullable().default(null),
        proxyRelation: z.string().trim().max(100).nullable().default(null),
        reason: reason.nullable().default(null),
      }),
    )
    .output(z.object({}))
    .errors(
      failures(
        'ledger.roundClosed',
        'ledger.proxyNeeded',
        'ledger.reasonNeeded',
        'ledger.alreadyPlanned',
        'ledger.reversedBeforeGiven',
      ),
    ),

  /**
   * All lines still planned (of one village, or all) have received: deliveries for every kỳ, also of proxies, in one
   * transaction. Above the money received only with `aboveReceivedReason`.
   */
  confirmRest: command('money.write')
    .input(
      idInput.extend({
        /** Null = lines without a village; left out = the whole round. */
        villageId: z.string().nullable().optional(),
        onDay: daySchema,
        proof: z.enum(PROOFS_OF_ROUND).default('signature'),
        aboveReceivedReason: reason.nullable().default(null),
      }),
    )
    .output(z.object({ lines: z.int(), deliveries: z.int(), amount: z.int() }))
    .errors(
      failures(
        'ledger.roundClosed',
        'ledger.nothingToConfirm',
        'ledger.deliveredAboveReceived',
        'ledger.addressNotApproved',
        'ledger.lineAboveInstalment',
        'ledger.purposeTooSmall',
        'ledger.lineGone',
        ...dayFailures,
      ),
    ),

  /** Ends a round whose lines are all answered and advances settled; differences need a reason. */
  close: command('money.write')
    .input(versioned.extend({ reason: reason.nullable().default(null) }))
    .output(z.object({}))
    .errors(
      failures(
        'ledger.roundClosed',
        'ledger.roundNotConfirmed',
        'ledger.advanceNotSettled',
        'ledger.differencesNeedReason',
      ),
    ),

  /** A closed round may be worked on again; a printed one becomes a draft, and its list is to be printed anew. */
  reopen: command('money.write')
    .input(versioned.extend({ reason }))
    .output(z.object({}))
    .errors(failures('ledger.reasonNeeded', 'ledger.mayNotReopen')),
}

const deliveries = {
  /** Help that reached addresses, newest first. */
  list: query('money.read')
    .input(z.object({ filter: deliveryFilterSchema.default({}), ...page }))
    .output(z.object({ rows: z.array(deliveryRowSchema) })),

  /** What the list comes to: totals by channel, counted apart, and how much of the three rights is shown. */
  count: query('money.read')
    .input(z.object({ filter: deliveryFilterSchema.default({}) }))
    .output(deliveryCountSchema),

  /** Trao thẳng, or through commune, school or village: one entry with its proof, outside the cash book. */
  recordDirect: command('money.write')
    .input(directDeliverySchema)
    .output(z.object({ ids: z.array(z.string()) }))
    .errors(
      failures(
        'ledger.addressNotApproved',
        'ledger.emptyLine',
        'ledger.notDue',
        'ledger.aboveInstalment',
        'ledger.goodsNeeded',
        'ledger.proxyNeeded',
        'ledger.sameTwice',
        'ledger.useRound',
        ...dayFailures,
      ),
    ),

  /** Takes a delivery back by a reversal row. One signature covers a whole line: a round line is taken back whole. */
  reverse: command('money.write')
    .input(idInput.extend({ reason, onDay: daySchema.optional() }))
    .output(z.object({ reversed: z.int() }))
    .errors(failures('ledger.reasonNeeded', 'ledger.alreadyReversed', 'ledger.reversedBeforeGiven', ...dayFailures)),
}

const payouts = {
  list: query('money.read')
    .input(z.object({ kinds: z.array(z.enum(PAYOUT_KINDS)).default([]), ...periodSchema.partial().shape, ...page }))
    .output(z.object({ rows: z.array(payoutRowSchema), total: z.int() })),

  /** Money back to a sponsor, on to another unit, for a house, or over to another purpose; never more than its purse holds. */
  add: command('money.write')
    .input(newPayoutSchema)
    .output(z.object({ id: z.string(), series: z.string(), year: z.int(), number: z.int() }))
    .errors(
      failures(
        'ledger.payeeNeeded',
        'ledger.counterpartNeeded',
        'ledger.otherPurseNeeded',
        'ledger.reasonNeeded',
        'ledger.purseTooSmall',
        'ledger.otherCurrency',
        'ledger.paidAlready',
        'ledger.paidBeforeStage',
        'ledger.notThePart',
        ...dayFailures,
      ),
    ),

  /** Takes a payout back by a reversal row; the number stays taken. */
  void: command('money.write')
    .input(idInput.extend({ reason }))
    .output(z.object({}))
    .errors(
      failures('ledger.reasonNeeded', 'ledger.alreadyVoided', 'ledger.reversedBeforeGiven', 'ledger.purposeTooSmall'),
    ),
}

const statementInput = idInput.extend(periodSchema.shape)
const overdueInput = z.object({ by: z.enum(OVERDUE_SIDES) })

const books = {
  /** What each free purpose and each house received, gave out and still holds. */
  funds: query('money.read').output(z.object({ rows: z.array(fundRowSchema) })),

  /** The cash book of any period: one per currency. */
  cashBook: query('money.read')
    .input(periodSchema)
    .output(z.object({ books: z.array(cashBookSchema) })),
  cashBookXlsx: command('data.export')
    .input(periodSchema.extend({ language: languageSchema }))
    .output(printOutput),

  /** What a sponsor gave and what became of it, any period, one per currency. */
  donorStatement: query('money.read')
    .input(statementInput)
    .output(z.object({ statements: z.array(donorStatementSchema) })),

  /** What reached an address, any period, one per currency. */
  addressStatement: query('money.read')
    .input(statementInput)
    .output(z.object({ statements: z.array(addressStatementSchema) })),

  /** Kỳ whose last day is over and that are not fully given, by sponsor or by address, currencies apart. */
  overdue: query('money.read')
    .input(overdueInput)
    .output(z.object({ rows: z.array(overdueRowSchema) })),
  overdueXlsx: command('data.export')
    .input(overdueInput.extend({ language: languageSchema }))
    .output(printOutput),
}

/** Tiếp nhận – trao: money received, distribution rounds, and help that reached its addresses. */
export const ledgerContract = { receipts, rounds, deliveries, payouts, books }
