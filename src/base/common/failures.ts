import { ORPCError } from '@orpc/contract'
import type { Failure } from './result.ts'

/** Leaves a handler with a typed failure that its contract declares. */
export function refuse(code: `${string}.${string}`, params: Failure['params'] = {}): never {
  throw new ORPCError(code, { status: 422, data: params })
}

/** The value of a result, or leaves the handler with its failure. */
export function valueOrRefuse<Value>(result: { ok: true; value: Value } | { ok: false; failure: Failure }): Value {
  if (result.ok) return result.value
  throw new ORPCError(result.failure.code, { status: 422, data: result.failure.params })
}

/**
 * Reads the typed failure out of whatever a client call threw: also that no answer came, when nobody knows what was written
 * (`common.coreGone`); anything else is `common.unexpected`.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) {
    if (error.code.includes('.')) return { code: error.code, params: isParams(error.data) ? error.data : {} }
    if (error.code === 'BAD_REQUEST') return { code: 'common.invalidInput', params: {} }
  }
  if (error instanceof Error && error.name === 'AbortError') return { code: 'common.cancelled', params: {} }
  if (error instanceof Error && error.name === 'CoreGone') return { code: 'common.coreGone', params: {} }
  return { code: 'common.unexpected', params: {} }
}

/** As `failureParamsSchema` (declareFailures.ts), without zod, which the page's first screen does not load. */
function isParams(data: unknown): data is Failure['params'] {
  if (typeof data !== 'object' || data === null) return false
  return Object.values(data).every((value) => typeof value === 'string' || typeof value === 'number')
}
