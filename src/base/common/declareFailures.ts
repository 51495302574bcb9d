import type { ErrorMap } from '@orpc/contract'
import * as z from 'zod'

/** What the sentence of a failure needs: words and numbers, never a personal value that could end in a log. */
export const failureParamsSchema = z.record(z.string(), z.union([z.string(), z.number()]))

type DeclaredFailures<Code extends string> = Record<Code, { status: number; data: typeof failureParamsSchema }>

/**
 * Declares the typed failures of a procedure in its contract. A code is also its i18n key: `addresses.notFound` is
 * `failures.notFound` in the locale files of the feature `addresses`, and a test walks the contract to prove it is there.
 */
export function failures<const Code extends `${string}.${string}`>(...codes: Code[]): DeclaredFailures<Code> {
  const declared = Object.fromEntries(codes.map((code) => [code, { status: 422, data: failureParamsSchema }]))
  // Safe: exactly the codes given are the keys made.
  return declared satisfies ErrorMap as DeclaredFailures<Code>
}

/** Failures every procedure may answer with. */
export const commonFailures = failures(
  'common.invalidInput',
  'common.notAllowed',
  'common.sessionEnded',
  'common.changedElsewhere',
  'common.alreadyWritten',
  'common.notFound',
  'common.cancelled',
  'common.diskFull',
  'common.diskFails',
  'common.unexpected',
)
