import type { PreparedName } from './nameLikeness.ts'
import type { PreparedPerson } from './rules.ts'

/**
 * Keys under which two people must meet before they are compared: comparing everybody with everybody is 200 million pairs in a
 * book of 20,000. Each key stands for one way in which the same person is written twice.
 */
export function blockingKeys(person: PreparedPerson): string[] {
  const { village, commune, idNumber, phone } = person
  const years = yearsOf(person.birthDay)
  const keys = new Set(person.names.flatMap((name) => nameKeys(name, person, years)))
  if (idNumber !== null) keys.add(`i${idNumber}`)
  if (phone !== null) keys.add(`p${phone}`)
  // A slip in the name: neighbours of about the same age.
  for (const year of years) keys.add(`a${village ?? commune ?? ''}|${year}`)
  return [...keys]
}

function nameKeys({ bag, words }: PreparedName, person: PreparedPerson, years: number[]): string[] {
  const { village, commune, birthDay } = person
  const ends = `${words[0]?.folded ?? ''}|${words.at(-1)?.folded ?? ''}`
  return [
    `b${bag}|${commune ?? ''}`,
    // Somebody who moved to another commune.
    ...(birthDay?.length === 10 ? [`d${bag}|${birthDay}`] : years.map((year) => `y${bag}|${year}`)),
    // A middle name left out keeps the first and the last word.
    `m${ends}|${village ?? commune ?? ''}`,
    ...years.map((year) => `n${ends}|${commune ?? ''}|${year}`),
  ]
}

/** The year and the next: two years that differ by one share a key. */
function yearsOf(birthDay: string | null): number[] {
  if (birthDay === null) return []
  const year = Number(birthDay.slice(0, 4))
  return [year, year + 1]
}

/** A block so large that its key says nothing (a phone of a whole village) is left to the other keys. */
const LARGEST_BLOCK = 400

/**
 * Numbers of the people who share a key, in pairs, the smaller first; each pair once. `people` are taken in order: a pair is
 * given when its later member is reached.
 */
export function* pairsToCompare(people: readonly PreparedPerson[]): Generator<[number, number]> {
  const blocks = new Map<string, number[]>()
  for (const [number, person] of people.entries()) {
    for (const earlier of join(blocks, number, blockingKeys(person))) yield [earlier, number]
  }
}

/** Puts a person into their blocks; gives everybody already there. */
function join(blocks: Map<string, number[]>, number: number, keys: readonly string[]): Set<number> {
  const met = new Set<number>()
  for (const key of keys) {
    const block = blocks.get(key) ?? []
    if (block.length === 0) blocks.set(key, block)
    if (block.length < LARGEST_BLOCK) for (const earlier of block) met.add(earlier)
    block.push(number)
  }
  return met
}
