import type { Figure } from './quarterSchemas.ts'

/** The table's columns under their common headings, on screen and in the spreadsheet. */
export const FIGURE_GROUPS = [
  { group: 'addresses', figures: ['newAddresses', 'helped', 'regular'] },
  { group: 'sponsors', figures: ['organisations', 'persons'] },
  { group: 'people', figures: ['people', 'times'] },
  {
    group: 'received',
    figures: ['receivedOwn', 'receivedFromAbove', 'receivedOtherUnit', 'internal', 'receivedNet'],
  },
  {
    group: 'delivered',
    figures: ['deliveredFund', 'deliveredDirect', 'deliveredLocal', 'cash', 'goods', 'delivered'],
  },
] as const satisfies readonly { group: string; figures: readonly Figure[] }[]
