import type { RecordTable } from './recordFields.ts'

/** Kinds of records as an office speaks of them: what the log is narrowed by. */
export const RECORD_GROUPS = {
  people: [
    'address',
    'person',
    'household',
    'address_step',
    'consent',
    'attachment',
    'visit',
    'survey',
    'certificate',
    'need',
    'data_request',
  ],
  donors: ['donor'],
  pairings: ['pairing', 'pairing_step', 'instalment', 'address_hold'],
  money: ['receipt', 'allocation', 'delivery', 'payout'],
  rounds: ['round', 'round_line', 'advance'],
  houses: ['house', 'house_stage', 'house_payment', 'house_funding'],
  office: [
    'decision',
    'decision_answer',
    'village',
    'joint_activity',
    'record_merge',
    'not_duplicate',
    'import_batch',
    'letterhead',
    'paper_template',
  ],
} as const satisfies Record<string, readonly RecordTable[]>

export type RecordGroup = keyof typeof RECORD_GROUPS

// Safe: the keys of a literal object.
export const RECORD_GROUP_NAMES = Object.keys(RECORD_GROUPS) as RecordGroup[]

export function tablesOfGroup(group: RecordGroup): readonly RecordTable[] {
  return RECORD_GROUPS[group]
}

/** What a person meant, before what followed from it: a merge, a slip, a file, then its person and its steps. */
const MEANT: readonly string[] = [
  'record_merge',
  ...['receipt', 'payout', 'round', 'delivery'],
  ...['address', 'pairing', 'house', 'donor'],
]

/** Orders the tables of one command. */
export function meantFirst(one: string, other: string): number {
  return rank(one) - rank(other)
}

function rank(table: string): number {
  const place = MEANT.indexOf(table)
  return place === -1 ? MEANT.length : place
}
