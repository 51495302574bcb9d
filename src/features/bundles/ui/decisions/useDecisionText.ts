import type { Decision } from '../../common/decisions/decisionContract.ts'
import { decisionSentence } from '../../common/decisions/decisionSentence.ts'
import { useFileText } from '../useFileText.ts'

/** What was decided, in one sentence. */
export function useDecisionText(): (decision: Decision) => string {
  const fileText = useFileText()
  return ({ line, address }) => {
    const { code, facts } = decisionSentence(line, address === '' ? '?' : address)
    return fileText({ kind: 'decision', facts }, `lines.${code}`)
  }
}
