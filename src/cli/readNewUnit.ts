import { readChoice } from './choices.ts'

/** As the contract has them: a shell sees no feature. */
const TYPES = ['commune', 'ward', 'specialZone', 'province', 'city'] as const

/** `ward:Mường Mới`: the type and the bare name of a unit that no list knows. */
export function readNewUnit(text: string): { type: (typeof TYPES)[number]; name: string } {
  const [type = '', ...name] = text.split(':')
  return { type: readChoice(TYPES)(type), name: name.join(':') }
}
