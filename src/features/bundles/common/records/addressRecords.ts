import * as z from 'zod'
import { daySchema, partialDaySchema } from '../../../../base/common/daySchema.ts'
import {
  amount,
  codeText,
  derived,
  flag,
  idText,
  longText,
  moneyMonth,
  ownedFates,
  pseudonymised,
  type RecordColumns,
  sent,
  shortText,
  withConsent,
  withheld,
} from './columnFate.ts'

const ADDRESS_KINDS = ['person', 'household', 'collective'] as const
const addressKind = z.enum(ADDRESS_KINDS)
const addressState = z.enum([
  'proposed',
  'surveyed',
  'verified',
  'approved',
  'announced',
  'paired',
  'active',
  'suspended',
  'ended',
  'refused',
])

/** Stands before the number in the register's own language, as every name there does. */
const KIND_WORDS: Record<string, string> = { person: 'Người', household: 'Hộ', collective: 'Tập thể' }

function isCodeList(text: string): boolean {
  try {
    return z.array(codeText).safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

const yearOnly = (day: unknown) => (typeof day === 'string' ? day.slice(0, 4) : null)

/** Villages, people, households, humanitarian addresses with their steps, decisions and consents. */
export const addressRecords = {
  village: {
    table: 'village',
    consent: { by: 'nobody' },
    columns: {
      ...ownedFates,
      commune_id: sent(idText),
      name: sent(shortText),
      head_name: withheld(),
      head_phone: withheld(),
      search: derived,
      sort_key: derived,
    },
  },
  person: {
    table: 'person',
    consent: { by: 'person', column: 'id' },
    columns: {
      ...ownedFates,
      full_name: pseudonymised(shortText, (_name, number) => `Người ${number}`),
      other_name: withConsent(shortText),
      sex: sent(z.enum(['M', 'F']).nullable()),
      birth_day: pseudonymised(partialDaySchema.nullable(), yearOnly),
      ethnicity: withConsent(shortText),
      id_kind: withConsent(z.enum(['cccd', 'cmnd', 'other'])),
      id_number: withConsent(codeText),
      former_id_number: withheld(),
      phone: withConsent(codeText),
      guardian_name: withConsent(shortText),
      guardian_phone: withConsent(codeText),
      guardian_relation: withConsent(shortText),
      household_id: sent(idText.nullable()),
      relation_to_head: withConsent(shortText),
      merged_into: sent(idText.nullable()),
      search: derived,
      sort_key: derived,
    },
  },
  household: {
    table: 'household',
    consent: { by: 'household', column: 'id' },
    columns: {
      ...ownedFates,
      village_id: sent(idText.nullable()),
      head_person_id: sent(idText.nullable()),
      note: withConsent(longText),
    },
  },
  address: {
    table: 'address',
    consent: { by: 'address', column: 'id' },
    columns: {
      ...ownedFates,
      kind: sent(addressKind),
      person_id: sent(idText.nullable()),
      household_id: sent(idText.nullable()),
      display_name: pseudonymised(shortText, (_name, number, line) => `${KIND_WORDS[String(line.type)]} ${number}`),
      village_id: sent(idText.nullable()),
      commune_id: sent(idText),
      address_line: withConsent(shortText),
      former_address: withConsent(shortText),
      main_category: sent(codeText),
      other_categories: sent(longText.refine(isCodeList).nullable()),
      state: sent(addressState),
      state_since: sent(daySchema),
      situation: withConsent(longText),
      needs: withConsent(longText),
      wish: withConsent(longText),
      monthly_need: sent(amount.nullable()),
      need_from: sent(moneyMonth.nullable()),
      need_months: sent(z.int().min(0).max(1200).nullable()),
      decision_id: sent(idText.nullable()),
      next_visit_on: sent(daySchema.nullable()),
      note: withConsent(longText),
      latitude: withheld(),
      longitude: withheld(),
      responsible: withheld(),
      end_reason: withheld(),
      restricted_on: withheld(),
      anonymised_on: withheld(),
      import_id: withheld(),
      merged_into: sent(idText.nullable()),
      search: derived,
      sort_key: derived,
    },
  },
  addressStep: {
    table: 'address_step',
    consent: { by: 'address', column: 'address_id' },
    columns: {
      ...ownedFates,
      address_id: sent(idText),
      state: sent(addressState),
      on_day: sent(daySchema),
      by_name: withConsent(shortText),
      reason: withConsent(longText),
      end_reason: withheld(),
      decision_id: sent(idText.nullable()),
    },
  },
  decision: {
    table: 'decision',
    consent: { by: 'nobody' },
    columns: {
      ...ownedFates,
      number: sent(shortText.nullable()),
      on_day: sent(daySchema.nullable()),
      signer: sent(shortText.nullable()),
      title: sent(shortText),
    },
  },
  consent: {
    table: 'consent',
    consent: { by: 'nobody' },
    columns: {
      ...ownedFates,
      address_id: sent(idText),
      purpose: sent(z.enum(['keep', 'shareWithSponsor', 'publish', 'shareAbroad', 'sendUpFull'])),
      given_on: sent(daySchema),
      signed_by: withheld(''),
      guardian: sent(flag),
      proof: withheld(),
      withdrawn_on: sent(daySchema.nullable()),
    },
  },
} as const satisfies Record<string, RecordColumns>
