/** The rules of plausibility, numbered as the office's handbook lists them. */
export const RULES = [
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
  'R16',
  'R17',
  'R18',
] as const
export type Rule = (typeof RULES)[number]

/**
 * A figure that cannot be right, or that somebody should look at again. `refused`: it contradicts itself and may not be
 * signed; `ask`: it may be true, and a person has to say so. `params` are numbers and texts for the sentence.
 */
export interface Finding {
  rule: Rule
  weight: 'refused' | 'ask'
  params: Record<string, string | number>
}

export function refused(rule: Rule, params: Finding['params'] = {}): Finding {
  return { rule, weight: 'refused', params }
}

export function ask(rule: Rule, params: Finding['params'] = {}): Finding {
  return { rule, weight: 'ask', params }
}
