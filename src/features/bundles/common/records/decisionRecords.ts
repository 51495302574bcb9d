import * as z from 'zod'
import { daySchema } from '../../../../base/common/daySchema.ts'
import { idText, longText, ownedFates, type RecordColumns, sent } from './columnFate.ts'

/** What a unit answers to the decisions of the office above; the reason is written to that office. */
export const decisionRecords = {
  decisionAnswer: {
    table: 'decision_answer',
    consent: { by: 'nobody' },
    columns: {
      ...ownedFates,
      line_id: sent(idText),
      decided_by_unit: sent(idText),
      outcome: sent(z.enum(['applied', 'declined'])),
      on_day: sent(daySchema),
      reason: sent(longText.nullable()),
      made_id: sent(idText.nullable()),
    },
  },
} as const satisfies Record<string, RecordColumns>
