import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'

/** As many as practising needs: with 120 sponsors, 200 pairings and 20 houses. */
const USUAL_ADDRESSES = 300

export const practiceProgressSchema = z.object({ done: z.int(), total: z.int() })
export type PracticeProgress = z.infer<typeof practiceProgressSchema>

export const practiceFilledSchema = z.object({
  addresses: z.int(),
  donors: z.int(),
  pairings: z.int(),
  deliveries: z.int(),
  rounds: z.int(),
  houses: z.int(),
})

/**
 * Practising without touching a real record. First `accounts.createOffice` with `place: 'practice'` and the facts of
 * `practice.office` (or `accounts.unlock` when it is already there), then `practice.fill`.
 */
export const practiceContract = {
  /** Which office the practice branch is, and its passphrase, which is no secret. */
  office: query('anyone').output(
    z.object({
      unitCode: z.string(),
      kind: z.literal('branch'),
      userName: z.string(),
      passphrase: z.string(),
    }),
  ),

  /** Whether the practice branch already has its made-up register. */
  status: query('signedIn').output(z.object({ practice: z.boolean(), filled: z.boolean() })),

  /**
   * Fills the open practice branch with a made-up register, all of it or nothing; the same seed on the same day gives the
   * same records. Answers with progress, and at the end with how many of each were made.
   */
  fill: command('office.settings')
    .input(
      z.object({
        addresses: z.int().min(10).max(500_000).default(USUAL_ADDRESSES),
        seed: z.int().min(0).default(1),
      }),
    )
    .output(eventIterator(practiceProgressSchema, practiceFilledSchema))
    .errors(failures('practice.onlyPractice', 'practice.alreadyFilled')),
}
