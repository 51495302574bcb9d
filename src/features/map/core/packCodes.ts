import type { PackFeature } from './packFeatures.ts'

/** How many digits the official codes of Viet Nam have; spreadsheets on the way drop the zeros before them. */
const WIDTHS = [0, 5, 2] as const

/**
 * Which unit each outline is of: the property of the file that holds most known codes is taken for the code, whatever it is
 * called there. Undefined where an outline's code is none we know.
 */
export function findCodes(features: readonly PackFeature[], known: ReadonlySet<string>): (string | undefined)[] {
  const names = new Set(features.flatMap(({ facts }) => Object.keys(facts)))
  let best: { name: string; width: number; found: number } | undefined
  for (const name of names) {
    for (const width of WIDTHS) {
      const found = features.filter((feature) => codeIn(feature, { name, width, known }) !== undefined).length
      if (found > (best?.found ?? 0)) best = { name, width, found }
    }
  }
  return features.map((feature) => (best === undefined ? undefined : codeIn(feature, { ...best, known })))
}

function codeIn(
  { facts }: PackFeature,
  { name, width, known }: { name: string; width: number; known: ReadonlySet<string> },
): string | undefined {
  const written = facts[name]
  if (written === undefined) return undefined
  if (known.has(written)) return written
  const code = /^\d+$/.test(written) ? written.padStart(width, '0') : written
  return known.has(code) ? code : undefined
}
