import { type ErrorMap, ORPCError } from '@orpc/contract'
import * as z from 'zod'
import type { Failure } from './result.ts'

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
  'common.notFound',
  'common.cancelled',
  'common.diskFull',
  'common.unexpected',
)

/** Leaves a handler with a typed failure that its contract declares. */
export function refuse(code: `${string}.${string}`, params: Failure['params'] = {}): never {
  throw new ORPCError(code, { status: 422, data: params })
}

/** The value of a result, or leaves the handler with its failure. */
export function valueOrRefuse<Value>(result: { ok: true; value: Value } | { ok: false; failure: Failure }): Value {
  if (result.ok) return result.value
  throw new ORPCError(result.failure.code, { status: 422, data: result.failure.params })
}

/** Reads the typed failure out of whatever a client call threw; anything else is `common.unexpected`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) {
    const params = failureParamsSchema.safeParse(error.data)
    if (error.code.includes('.')) return { code: error.code, params: params.success ? params.data : {} }
    if (error.code === 'BAD_REQUEST') return { code: 'common.invalidInput', params: {} }
  }
  if (error instanceof Error && error.name === 'AbortError') return { code: 'common.cancelled', params: {} }
  return { code: 'common.unexpected', params: {} }
}
