import { formatDay } from '../../../../base/common/day.ts'
import type { FileFacts } from '../fileSchemas.ts'
import type { DecisionLine } from './decisionLines.ts'

/** A line as one sentence `bundles:opening.decision.lines.<code>`; `name` is that of the address, as this office knows it. */
export function decisionSentence(line: DecisionLine, name: string): { code: string; facts: FileFacts } {
  if (line.kind === 'moneySent') {
    const { amount, currency, series, year, number, onDay } = line
    const facts = { sum: { amount, currency }, paper: `${series}-${number}/${year}`, day: formatDay(onDay) }
    return { code: line.kind, facts }
  }
  if (line.kind === 'verdict') {
    return { code: line.verdict, facts: { name, paper: line.paper.number ?? line.paper.title } }
  }
  const { amount, currency } = line.terms
  return { code: line.kind, facts: { name, donor: String(line.donor.name), sum: { amount, currency } } }
}
