import { refuse } from '../../../../base/common/failures.ts'
import type { PaperSource } from '../paperContents.ts'

/** The days a paper covers: this year so far unless told. */
export function periodOf({ request, today }: PaperSource): { from: string; to: string } {
  const from = request.from ?? `${today.slice(0, 4)}-01-01`
  const to = request.to ?? today
  if (to < from) refuse('papers.periodBackwards')
  return { from, to }
}
