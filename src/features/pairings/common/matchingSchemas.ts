import * as z from 'zod'
import { holdSchema } from './supportSchemas.ts'

export const needFilterSchema = z.object({
  /** Words of the address, marks optional. */
  search: z.string().max(200).optional(),
  category: z.string().optional(),
  villageId: z.string().optional(),
  communeId: z.string().optional(),
  /** A code of the vocabulary `helpForm`: such a need is open in the file. */
  helpForm: z.string().optional(),
  /** Only with (true) or without (false) a hold that stands. */
  held: z.boolean().optional(),
  /** Dong per month still missing, at least and at most. */
  missingFrom: z.int().min(0).optional(),
  missingTo: z.int().min(0).optional(),
})
export type NeedFilter = z.infer<typeof needFilterSchema>

/** An address that still looks for help. */
export const openNeedSchema = z.object({
  addressId: z.string(),
  name: z.string(),
  birthDay: z.string().nullable(),
  villageName: z.string().nullable(),
  communeName: z.string().nullable(),
  category: z.string(),
  state: z.string(),
  needs: z.string().nullable(),
  /** Dong per month; null when the office asks for no money. */
  monthlyNeed: z.number().nullable(),
  monthlySupport: z.number(),
  /** Dong per month still missing; null when no amount was asked for. */
  missing: z.number().nullable(),
  /** Kept for somebody until a day. */
  hold: holdSchema.pick({ id: true, donorId: true, holderName: true, untilDay: true }).nullable(),
})
export type OpenNeed = z.infer<typeof openNeedSchema>

/** A donor, with what speaks for this address: why they fit. */
export const openOfferSchema = z.object({
  donorId: z.string(),
  name: z.string(),
  kind: z.string(),
  place: z.string().nullable(),
  activePairings: z.int(),
  /** What this donor usually gives: the latest pairing in dong; null when there is none. */
  usualAmount: z.number().nullable(),
  usualFrequency: z.string().nullable(),
  /** Already helps so many addresses of the same village, or of the same category. */
  sameVillage: z.int(),
  sameCategory: z.int(),
  /** The intended pairing with this very address, waiting to be started. */
  intendedPairingId: z.string().nullable(),
})
export type OpenOffer = z.infer<typeof openOfferSchema>
