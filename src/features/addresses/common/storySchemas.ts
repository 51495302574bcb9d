import * as z from 'zod'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import { attachmentKindSchema } from '../../attachments/common/attachmentSchemas.ts'
import { consentPurposeSchema } from '../../consents/common/consentSchemas.ts'
import { houseStageSchema } from '../../houses/common/houseSchemas.ts'
import { channelSchema, frequencySchema } from '../../pairings/common/pairingSchemas.ts'

/** Every event has a day (of a pairing's beginning only the month is known) and a key of its own. */
const event = { key: z.string(), onDay: z.string() }

/** One thing that happened to an address, apart from the steps of its file, which come with the file. */
export const storyEventSchema = z.discriminatedUnion('kind', [
  z.object({ ...event, kind: z.literal('survey'), byName: z.string().nullable(), note: z.string().nullable() }),
  z.object({
    ...event,
    kind: z.literal('visit'),
    byName: z.string().nullable(),
    /** A code of the vocabulary `visitResult`. */
    result: z.string(),
    note: z.string().nullable(),
  }),
  /** One handing over: everything one signature stands for. */
  z.object({
    ...event,
    kind: z.literal('delivery'),
    donors: z.array(z.string()),
    purpose: z.string().nullable(),
    channel: channelSchema,
    /** Minor units of the currency. */
    amount: z.number(),
    currency: currencySchema,
    goods: z.string().nullable(),
    goodsQuantity: z.number().nullable(),
    goodsUnit: z.string().nullable(),
    firstMonth: z.string().nullable(),
    lastMonth: z.string().nullable(),
    round: z.object({ id: z.string(), name: z.string() }).nullable(),
    proxyName: z.string().nullable(),
    /** Taken back later. */
    reversed: z.boolean(),
  }),
  z.object({
    ...event,
    kind: z.literal('pairing'),
    pairingId: z.string(),
    donorName: z.string(),
    happened: z.enum(['begun', 'suspended', 'resumed', 'ended']),
    amount: z.number(),
    currency: currencySchema,
    frequency: frequencySchema,
    reason: z.string().nullable(),
    /** A code of the vocabulary `endReason`. */
    endReason: z.string().nullable(),
  }),
  /** Everything signed, or withdrawn, on one day by one hand. */
  z.object({
    ...event,
    kind: z.literal('consent'),
    withdrawn: z.boolean(),
    purposes: z.array(consentPurposeSchema),
    signedBy: z.string(),
    guardian: z.boolean(),
  }),
  z.object({ ...event, kind: z.literal('house'), houseId: z.string(), stage: houseStageSchema }),
  z.object({
    ...event,
    kind: z.literal('attachment'),
    attachmentKind: attachmentKindSchema,
    title: z.string().nullable(),
    count: z.int(),
  }),
  /** Another file of the same person, joined with this one; `name` as it stood there. */
  z.object({ ...event, kind: z.literal('merged'), name: z.string() }),
])
export type StoryEvent = z.infer<typeof storyEventSchema>
