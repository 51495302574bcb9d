import type { Failure } from '../base/common/result.ts'
import type { Words } from './officeCommand.ts'

/** The sentence of a failure: its code is also its key. */
export function failureSentence(words: Words, { code, params }: Failure): string {
  const [feature, name] = code.split('.')
  return words(`${feature}:failures.${name}`, params)
}
