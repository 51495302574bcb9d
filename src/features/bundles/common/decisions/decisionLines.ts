import * as z from 'zod'
import { daySchema } from '../../../../base/common/daySchema.ts'
import { currencySchema, moneyAmountSchema } from '../../../../base/common/moneySchema.ts'
import { pairingTermsSchema } from '../../../pairings/common/pairingSchemas.ts'
import { longText, shortText } from '../records/columnFate.ts'

/** The paper behind a decision. */
export const decisionPaperSchema = z.strictObject({
  title: shortText.min(1).max(300),
  number: shortText.max(100).nullable(),
  onDay: daySchema.nullable(),
  signer: shortText.max(200).nullable(),
})

/** A proposed address approved or refused; refusing needs a reason. */
const verdictLineSchema = z.strictObject({
  kind: z.literal('verdict'),
  id: z.uuid(),
  addressId: z.uuid(),
  verdict: z.enum(['approved', 'refused']),
  paper: decisionPaperSchema,
  reason: longText.max(1000).nullable(),
})
/** A sponsor of the office above for an address; `donor` is the sponsor's record line, as a report would carry it in full. */
const sponsorLineSchema = z.strictObject({
  kind: z.literal('sponsor'),
  id: z.uuid(),
  addressId: z.uuid(),
  donorId: z.uuid(),
  terms: pairingTermsSchema,
  donor: z.looseObject({ kind: z.literal('donor') }),
})
/** Money the office above has paid to the unit; series, year and number are those of its payment slip. */
const moneySentLineSchema = z.strictObject({
  kind: z.literal('moneySent'),
  id: z.uuid(),
  payoutId: z.uuid(),
  series: shortText.max(64),
  year: z.int().min(2000).max(2100),
  number: z.int().min(1),
  onDay: daySchema,
  amount: moneyAmountSchema.min(1),
  currency: currencySchema,
  method: z.enum(['cash', 'transfer']),
  purpose: shortText.max(200).nullable(),
})

/** One record line of a `decision` bundle. */
export const decisionLineSchema = z.discriminatedUnion('kind', [
  verdictLineSchema,
  sponsorLineSchema,
  moneySentLineSchema,
])
export type DecisionLine = z.infer<typeof decisionLineSchema>
export type LineOf<Kind extends DecisionLine['kind']> = Extract<DecisionLine, { kind: Kind }>
