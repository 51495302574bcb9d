import type { PaperKind } from './paperKinds.ts'

/** Which values a paper has: single ones, and lists of entries with values of their own. */
export interface PaperShape {
  readonly fields: readonly string[]
  readonly lists: { readonly [name: string]: PaperShape }
}

/** What every paper knows of its office and of the day it is made. */
export const OFFICE = [
  'above',
  'branch',
  'place',
  'day',
  'month',
  'year',
  'number',
  'chairTitle',
  'chairName',
  'treasurerName',
  'preparedBy',
] as const
const SUM = ['sum', 'sumInWords'] as const
const PERSON = [
  'name',
  'otherName',
  'sex',
  'birth',
  'ethnicity',
  'phone',
  'guardian',
  'guardianPhone',
  'guardianRelation',
  'village',
  'commune',
  'addressLine',
  'formerAddress',
  'category',
  'situation',
  'needs',
  'wish',
] as const
const DONOR = ['donor', 'representative', 'donorPlace', 'donorPhone', 'taxCode'] as const
const PERIOD = ['fromDay', 'toDay'] as const
const TRANSFER = ['vietQr', 'transferAmount', 'bank', 'account', 'accountName', 'transferNote'] as const

const PEOPLE = {
  fields: ['number', 'name', 'birthYear', 'sex', 'village', 'category', 'situation', 'needs', 'monthlyNeed', 'state'],
  lists: {},
} as const
const DELIVERED_BY_PERSON = {
  fields: ['number', 'name', 'birthYear', 'village', 'situation', 'times', 'months', 'amount', 'goods', 'total'],
  lists: {},
} as const
const RECEIPTS = { fields: ['number', 'receipt', 'day', 'purpose', 'amount'], lists: {} } as const
const MEMBERS = { fields: ['number', 'name', 'birthYear', 'sex', 'relation'], lists: {} } as const
const SPONSORS = {
  fields: ['number', 'donor', 'form', 'amount', 'frequency', 'period', 'channel'],
  lists: {},
} as const
const LINE = {
  fields: ['number', 'name', 'birthYear', 'village', 'amount', 'goods', 'note'],
  lists: {},
} as const
const SUMMARY = {
  fields: ['people', ...SUM],
  lists: { villages: { fields: ['number', 'village', 'people', 'amount'], lists: {} } },
} as const
const OVERDUE = {
  fields: [...OFFICE, 'count', 'sum'],
  lists: { rows: { fields: ['number', 'name', 'contact', 'since', 'instalments', 'amount', 'others'], lists: {} } },
} as const
const THING = { fields: ['number', 'what', 'detail'], lists: {} } as const

export const PAPER_SHAPES = {
  receipt: {
    fields: [
      ...OFFICE,
      'receiptTitle',
      'receipt',
      'copyNote',
      'voidNote',
      'payer',
      'counterpart',
      'purpose',
      'method',
      ...SUM,
    ],
    lists: { parts: { fields: ['number', 'recipient', 'village', 'months', 'amount'], lists: {} } },
  },
  paymentSlip: {
    fields: [
      ...OFFICE,
      'receiptTitle',
      'receipt',
      'copyNote',
      'voidNote',
      'payee',
      'purpose',
      'purse',
      'toPurse',
      'method',
      ...SUM,
    ],
    lists: {},
  },
  goodsReceipt: {
    fields: [...OFFICE, 'receipt', 'copyNote', 'voidNote', 'payer', 'purpose', ...SUM],
    lists: { goods: { fields: ['number', 'what', 'recipient', 'amount'], lists: {} } },
  },
  goodsSlip: {
    fields: [...OFFICE, 'receipt', 'copyNote', 'roundName', 'roundPlace', ...SUM],
    lists: { goods: { fields: ['number', 'what', 'unit', 'quantity', 'people', 'amount'], lists: {} } },
  },
  consentSheet: {
    fields: [...OFFICE],
    lists: {
      villages: {
        fields: ['village', 'headName', 'count', 'restrictedNote'],
        lists: {
          purposes: { fields: ['number', 'purpose'], lists: {} },
          adults: { fields: ['number', 'name', 'birthYear'], lists: {} },
          children: { fields: ['number', 'name', 'birthYear', 'guardian', 'note'], lists: {} },
        },
      },
    },
  },
  publicBoard: {
    fields: [...OFFICE, ...PERIOD, 'receivedSum', 'deliveredSum', 'deliveredInWords', 'people', 'unnamedNote'],
    lists: {
      sponsors: { fields: ['number', 'donor', 'amount'], lists: {} },
      deliveries: { fields: ['number', 'name', 'village', 'goods', 'total'], lists: {} },
    },
  },
  signatureList: {
    fields: [...OFFICE, 'roundName', 'currency', 'people', ...SUM],
    lists: {
      villages: {
        fields: ['village', 'headName', 'people', 'totalLabel', ...SUM],
        lists: { lines: LINE },
      },
      summary: SUMMARY,
    },
  },
  villageDirectory: {
    fields: [...OFFICE, 'count', 'people'],
    lists: { villages: { fields: ['number', 'village', 'commune', 'headName', 'headPhone', 'people'], lists: {} } },
  },
  proposalList: { fields: [...OFFICE, 'commune', 'village', 'count'], lists: { people: PEOPLE } },
  selectionMinutes: { fields: [...OFFICE, 'commune', 'village', 'count'], lists: { people: PEOPLE } },
  surveyForm: {
    fields: [...OFFICE, ...PERSON, 'idNumber'],
    lists: { members: MEMBERS, consents: { fields: ['number', 'purpose'], lists: {} } },
  },
  profile: {
    fields: [...OFFICE, ...PERSON, 'photo', 'point', 'state', 'approval'],
    lists: { members: MEMBERS, sponsors: SPONSORS },
  },
  followUpBook: {
    fields: [...OFFICE, ...PERSON, 'approval', ...SUM],
    lists: {
      members: MEMBERS,
      sponsors: SPONSORS,
      deliveries: {
        fields: ['number', 'day', 'donor', 'months', 'amount', 'goods', 'receiver', 'channel'],
        lists: {},
      },
    },
  },
  helpBook: {
    fields: [...OFFICE, 'name', 'birth', 'guardian', 'village', 'commune', 'addressLine', 'approval'],
    lists: {
      sponsors: { fields: ['number', 'donor', 'form', 'amount', 'frequency', 'period'], lists: {} },
      months: { fields: ['number', 'months', 'promised', 'received', 'day'], lists: {} },
    },
  },
  donorStatement: {
    fields: [
      ...OFFICE,
      ...DONOR,
      ...PERIOD,
      'receivedSum',
      'receivedInWords',
      'deliveredSum',
      'deliveredInWords',
      'people',
      'unnamedNote',
    ],
    lists: { receipts: RECEIPTS, deliveries: DELIVERED_BY_PERSON },
  },
  agreement: {
    fields: [...OFFICE, ...DONOR, ...TRANSFER, 'people', 'unnamedNote', ...SUM, 'frequency'],
    lists: {
      pairings: {
        fields: ['number', 'name', 'birthYear', 'village', 'form', 'amount', 'frequency', 'period', 'channel'],
        lists: {},
      },
    },
  },
  thankYouLetter: {
    fields: [
      ...OFFICE,
      ...DONOR,
      ...PERIOD,
      ...TRANSFER,
      'receivedSum',
      'receivedInWords',
      'deliveredSum',
      'deliveredInWords',
      'people',
      'times',
      'unnamedNote',
    ],
    lists: { deliveries: DELIVERED_BY_PERSON },
  },
  houseHandover: {
    fields: [
      ...OFFICE,
      ...PERSON,
      'houseKind',
      'programme',
      'area',
      'startedDay',
      'acceptedDay',
      'handedOverDay',
      'floor',
      'frame',
      'roof',
      ...SUM,
    ],
    lists: { fundings: { fields: ['number', 'funder', 'form', 'days', 'amount'], lists: {} } },
  },
  overdueByDonor: OVERDUE,
  overdueByAddress: OVERDUE,
  officerHandover: {
    fields: [...OFFICE, 'fundLeft', 'fundLeftInWords'],
    lists: {
      books: THING,
      keys: THING,
      money: { fields: ['number', 'what', 'amount'], lists: {} },
      advances: { fields: ['number', 'holder', 'round', 'dueDay', 'amount'], lists: {} },
    },
  },
} as const satisfies Record<PaperKind, PaperShape>

/** Columns that hold figures: set to the right. */
const FIGURE_FIELDS: ReadonlySet<string> = new Set([
  'amount',
  'total',
  'monthlyNeed',
  'quantity',
  'promised',
  'received',
  'people',
  'times',
  'days',
  'instalments',
])
/** Columns that are set in the middle. */
const MIDDLE_FIELDS: ReadonlySet<string> = new Set([
  'number',
  'birthYear',
  'sex',
  'months',
  'day',
  'dueDay',
  'receipt',
  'since',
])

export function columnAlign(field: string): 'left' | 'centre' | 'right' {
  if (FIGURE_FIELDS.has(field)) return 'right'
  return MIDDLE_FIELDS.has(field) ? 'centre' : 'left'
}
