import * as z from 'zod'
import { daySchema } from '../../../../base/common/daySchema.ts'
import {
  amount,
  codeText,
  currency,
  flag,
  idText,
  longText,
  ownedFates,
  pseudonymised,
  quantity,
  type RecordColumns,
  sent,
  shortText,
  withConsent,
  withheld,
} from './columnFate.ts'

/** Red Cross houses and who pays for them. */
export const houseRecords = {
  house: {
    table: 'house',
    consent: { by: 'address', column: 'address_id' },
    columns: {
      ...ownedFates,
      address_id: sent(idText),
      kind: sent(z.enum(['new', 'repair'])),
      programme: sent(shortText.nullable()),
      stage: sent(codeText),
      budget: sent(amount),
      currency: sent(currency),
      area_m2: sent(quantity.nullable()),
      outside_province: sent(flag),
      started_on: sent(daySchema.nullable()),
      accepted_on: sent(daySchema.nullable()),
      handed_over_on: sent(daySchema.nullable()),
      floor_before: withheld(),
      frame_before: withheld(),
      roof_before: withheld(),
      floor_after: withheld(),
      frame_after: withheld(),
      roof_after: withheld(),
      permit_note: withheld(),
      note: withConsent(longText),
    },
  },
  houseFunding: {
    table: 'house_funding',
    consent: { by: 'house', column: 'house_id' },
    columns: {
      ...ownedFates,
      house_id: sent(idText),
      donor_id: sent(idText.nullable()),
      // The family itself is often a funder, named as such.
      funder_name: pseudonymised(shortText, (_name, number) => `Nguồn ${number}`),
      kind: sent(z.enum(['cash', 'materials', 'labourDays'])),
      amount: sent(amount),
      currency: sent(currency),
      days: sent(quantity.nullable()),
    },
  },
} as const satisfies Record<string, RecordColumns>
