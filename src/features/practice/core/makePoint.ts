import type { Village } from './makeVillages.ts'
import type { Random } from './random.ts'

/** Somewhere in Na Mèo; villages lie on a made-up ring around it, so that no point is anybody's house. */
const MIDDLE = { latitude: 20.33, longitude: 104.69 }
const RING_DEGREES = 0.05
const HOUSE_DEGREES = 0.006
const WITH_POINT = 0.7

/** Where an address stands on the map; for some nobody has noted it yet. */
export function makePoint(
  random: Random,
  village: Pick<Village, 'index' | 'remote'>,
): { latitude: number | null; longitude: number | null } {
  if (!random.chance(WITH_POINT)) return { latitude: null, longitude: null }
  const angle = village.index * 2.4
  const far = RING_DEGREES * (village.remote ? 1.2 : 0.35 + (village.index % 5) * 0.14)
  const spread = () => (random.between(-1000, 1000) / 1000) * HOUSE_DEGREES
  return {
    latitude: rounded(MIDDLE.latitude + Math.sin(angle) * far + spread()),
    longitude: rounded(MIDDLE.longitude + Math.cos(angle) * far + spread()),
  }
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(6))
}
