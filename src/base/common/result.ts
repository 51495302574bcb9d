/** An expected outcome that is not success: a code that is also its i18n key, and what the sentence needs. */
export interface Failure<Code extends string = string> {
  code: Code
  params: Record<string, string | number>
}

/** Expected failures are returned, impossible ones are thrown. */
export type Result<Value, Reason extends Failure = Failure> =
  | { ok: true; value: Value }
  | { ok: false; failure: Reason }

export function succeed<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

export function failWith<Code extends string>(
  code: Code,
  params: Record<string, string | number> = {},
): { ok: false; failure: Failure<Code> } {
  return { ok: false, failure: { code, params } }
}
