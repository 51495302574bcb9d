import type { NewRecord } from '../../../src/db/recordWriter.ts'

/** Money of somebody unknown for the fund, by transfer in the fourth quarter, unless told otherwise. */
export function receipt(
  values: Partial<NewRecord<'receipt'>> & Pick<NewRecord<'receipt'>, 'number' | 'amount'>,
): NewRecord<'receipt'> {
  return {
    series: 'PT',
    year: 2026,
    on_day: '2026-10-20',
    donor_id: null,
    payer_name: 'Người nộp',
    currency: 'VND',
    method: 'transfer',
    source: 'own',
    counterpart_unit: null,
    purpose: null,
    reverses: null,
    reason: null,
    prints: 0,
    search: '',
    ...values,
  }
}
