export type Durability = 'durable' | 'notDurable'

/** Floor and foundation, frame and walls, roof: each durable, not durable, or not looked at. */
export interface HousingParts {
  floor: Durability | null
  frame: Durability | null
  roof: Durability | null
}

/**
 * How a house stands: unstable when at least two of the three structures are not durable (Circular 01/2022/TT-BXD), solid
 * ("3 cứng") when all three are; `unknown` while what is known decides neither.
 */
export function housingState(parts: HousingParts): 'unstable' | 'solid' | 'partly' | 'unknown' {
  const known = [parts.floor, parts.frame, parts.roof].filter((part) => part !== null)
  const weak = known.filter((part) => part === 'notDurable').length
  if (weak >= 2) return 'unstable'
  if (known.length < 3) return 'unknown'
  return weak === 0 ? 'solid' : 'partly'
}
