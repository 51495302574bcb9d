import * as z from 'zod'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { LONGEST_ACCOUNT, LONGEST_PURPOSE } from './vietQr.ts'

const line = z.string().trim().max(200)

/** How the office calls itself in one language; an empty line is the office's own name. */
export const letterheadTextsSchema = z.object({
  /** The unit above, first line of the head. */
  above: line.default(''),
  /** The branch; two lines where it is long. */
  branch: line.default(''),
  /** Bare name of the place before the day. */
  place: line.default(''),
  /** Chủ tịch, Phó Chủ tịch, Trưởng ban … */
  chairTitle: line.default(''),
})
export type LetterheadTexts = z.infer<typeof letterheadTextsSchema>

export const letterheadSchema = z.object({
  texts: z.record(languageSchema, letterheadTextsSchema),
  chairName: line.default(''),
  treasurerName: line.default(''),
  /** Six digits of NAPAS; with the account what a VietQR needs. */
  bankBin: z.union([z.literal(''), z.string().regex(/^\d{6}$/)]).default(''),
  account: z
    .string()
    .trim()
    .max(LONGEST_ACCOUNT)
    .regex(/^[A-Za-z0-9]*$/)
    .default(''),
  accountName: line.default(''),
  /** What a transfer should say: letters without marks, figures. */
  transferNote: z.string().trim().max(LONGEST_PURPOSE).default(''),
})
export type Letterhead = z.infer<typeof letterheadSchema>
