import type { ShownFields } from './fieldKind.ts'

/** What the office does with its records as a whole, and its own papers: each has its own way back. */
export const OFFICE_FIELDS = {
  record_merge: { kind: 'code', undone_at: 'moment' },
  not_duplicate: { kind: 'code' },
  import_batch: {
    sheet: 'text',
    state: 'code',
    past: 'code',
    rows_total: 'number',
    rows_good: 'number',
    rows_refused: 'number',
    rows_duplicate: 'number',
  },
  decision_answer: { outcome: 'code', on_day: 'day', reason: 'text' },
  letterhead: {
    chair_name: 'text',
    treasurer_name: 'text',
    bank_bin: 'text',
    account_number: 'text',
    account_name: 'text',
    transfer_note: 'text',
  },
  paper_template: { kind: 'code', language: 'code' },
} as const satisfies Record<string, ShownFields>
