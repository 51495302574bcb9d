import * as z from 'zod'

/** What a person is asked for, each apart: no purpose follows from another. */
export const CONSENT_PURPOSES = ['keep', 'shareWithSponsor', 'publish', 'shareAbroad', 'sendUpFull'] as const
export const consentPurposeSchema = z.enum(CONSENT_PURPOSES)
export type ConsentPurpose = z.infer<typeof consentPurposeSchema>

/** One signed purpose, as kept with its proof. */
export const consentSchema = z.object({
  id: z.string(),
  purpose: consentPurposeSchema,
  givenOn: z.string(),
  signedBy: z.string(),
  /** Signed by a guardian rather than by the person. */
  guardian: z.boolean(),
  proof: z.string().nullable(),
  withdrawnOn: z.string().nullable(),
})
export type Consent = z.infer<typeof consentSchema>

/** Whose consent a purpose needs: the person's own or a guardian's, the guardian's, or both. */
export const CONSENT_SIGNERS = ['either', 'guardian', 'both'] as const
export const consentSignersSchema = z.enum(CONSENT_SIGNERS)
export type ConsentSigners = z.infer<typeof consentSignersSchema>

/**
 * Why a purpose is not allowed: nobody was asked, it was withdrawn, a child's guardian has not signed, or the child and the
 * guardian have not both signed.
 */
export const CONSENT_BLOCKS = ['none', 'withdrawn', 'childNeedsGuardian', 'childNeedsBoth'] as const
export const consentBlockSchema = z.enum(CONSENT_BLOCKS)
export type ConsentBlock = z.infer<typeof consentBlockSchema>

export const purposeStateSchema = z.object({
  purpose: consentPurposeSchema,
  /** Undefined when the purpose is allowed. */
  blockedBy: consentBlockSchema.optional(),
  signers: consentSignersSchema,
  /** Newest first, withdrawn ones included. */
  consents: z.array(consentSchema),
})
export type PurposeState = z.infer<typeof purposeStateSchema>

export const missingFilterSchema = z.object({
  purpose: consentPurposeSchema.default('keep'),
  villageId: z.string().optional(),
  search: z.string().max(200).optional(),
})
export type MissingFilter = z.infer<typeof missingFilterSchema>

/** A person from whom a signed consent is still missing. */
export const missingRowSchema = z.object({
  addressId: z.string(),
  displayName: z.string(),
  birthDay: z.string().nullable(),
  guardianName: z.string().nullable(),
  villageName: z.string().nullable(),
  /** Purposes that are allowed already. */
  given: z.array(consentPurposeSchema),
  blockedBy: consentBlockSchema,
  signers: consentSignersSchema,
})
export type MissingRow = z.infer<typeof missingRowSchema>
