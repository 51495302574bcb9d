import { NAME_KINDS, type NameKind, nameKind, type PreparedName, prepareName } from './nameLikeness.ts'

/** What is known of a person when two are compared; a place may be any text that is the same for the same place. */
export interface PersonFacts {
  name: string
  otherName: string | null
  sex: 'M' | 'F' | null
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  birthDay: string | null
  idNumber: string | null
  phone: string | null
  village: string | null
  commune: string | null
}

export interface PreparedPerson extends Omit<PersonFacts, 'name' | 'otherName'> {
  names: readonly PreparedName[]
}

/** What speaks for two people being one, and what against; the codes are keys of words. */
export const EVIDENCE = [
  ...NAME_KINDS,
  'sameBirthDay',
  'sameBirthYear',
  'nearBirthYear',
  'swappedBirthDay',
  'otherDaySameYear',
  'otherBirthYear',
  'sameVillage',
  'sameCommune',
  'otherCommune',
  'sameIdNumber',
  'nearIdNumber',
  'otherIdNumber',
  'samePhone',
  'otherSex',
] as const
export type Evidence = (typeof EVIDENCE)[number]

export interface Likeness {
  /** Sum of what speaks for less what speaks against; comparable between pairs, not a percentage. */
  score: number
  evidence: Evidence[]
}

/** From here on two people are shown to be looked at. */
export const WORTH_A_LOOK = 6.5
/** Of sponsors hardly more is known than the name, the phone and the tax code. */
export const DONOR_WORTH_A_LOOK = 4.25
/** From here on they are very likely one. */
export const VERY_LIKELY = 9
const WORTH_A_HINT = 2.5

/** What each finding weighs. Set by hand and held to the labelled pairs of tests/fixtures/duplicates. */
const WEIGHTS: Readonly<Record<Evidence, number>> = {
  sameName: 5,
  sameNameNoMarks: 4.5,
  sameWords: 4.5,
  missingMiddle: 3.5,
  oneLetter: 3,
  givenWithoutMarks: 2.5,
  otherMiddle: 1,
  otherMarks: -0.5,
  otherName: -2,
  sameBirthDay: 4,
  sameBirthYear: 2,
  nearBirthYear: 0.5,
  swappedBirthDay: 3,
  otherDaySameYear: 0.25,
  otherBirthYear: -4,
  sameVillage: 2.5,
  sameCommune: -0.25,
  otherCommune: -2,
  sameIdNumber: 9,
  nearIdNumber: 3,
  otherIdNumber: -5,
  samePhone: 3,
  otherSex: -3,
}
/** Taken off when the name that agrees is one of thousands. */
const COMMON_NAME = -1
const SHARED_NAMES: ReadonlySet<NameKind> = new Set(['sameName', 'sameNameNoMarks', 'sameWords', 'missingMiddle'])

export function preparePerson(facts: PersonFacts): PreparedPerson {
  const { name, otherName, ...rest } = facts
  const names = otherName === null ? [prepareName(name)] : [prepareName(name), prepareName(otherName)]
  return { ...rest, names }
}

/** Compares two people; symmetric. */
export function likenessOf(one: PreparedPerson, other: PreparedPerson): Likeness {
  const name = bestName(one, other)
  const evidence: Evidence[] = [name.kind]
  const add = (found: Evidence | undefined) => {
    if (found !== undefined) evidence.push(found)
  }
  add(idEvidence(one.idNumber, other.idNumber))
  add(birthEvidence(one.birthDay, other.birthDay))
  add(placeEvidence(one, other))
  if (one.phone !== null && one.phone === other.phone && !isAnotherName(name.kind)) add('samePhone')
  if (one.sex !== null && other.sex !== null && one.sex !== other.sex) add('otherSex')
  const sum = evidence.reduce((total, each) => total + WEIGHTS[each], 0)
  return { score: name.common && SHARED_NAMES.has(name.kind) ? sum + COMMON_NAME : sum, evidence }
}

/** While somebody is still being typed little is known: a name alone is worth a hint, a birthday of two names is not. */
export function isWorthAHint({ score, evidence }: Likeness): boolean {
  if (evidence.includes('sameIdNumber')) return true
  return score >= WORTH_A_HINT && !evidence.includes('otherName') && !evidence.includes('otherMarks')
}

/** Brothers, sisters and twins share village, phone and even the birth day: with another given name these say nothing. */
function isAnotherName(kind: NameKind): boolean {
  return kind === 'otherName' || kind === 'otherMarks'
}

function bestName(one: PreparedPerson, other: PreparedPerson): { kind: NameKind; common: boolean } {
  let best: { kind: NameKind; common: boolean } = { kind: 'otherName', common: false }
  for (const mine of one.names) {
    for (const theirs of other.names) {
      const kind = nameKind(mine, theirs)
      if (WEIGHTS[kind] > WEIGHTS[best.kind]) best = { kind, common: mine.common && theirs.common }
    }
  }
  return best
}

function birthEvidence(one: string | null, other: string | null): Evidence | undefined {
  if (one === null || other === null) return undefined
  const years = Math.abs(Number(one.slice(0, 4)) - Number(other.slice(0, 4)))
  if (years > 1) return 'otherBirthYear'
  if (isWholeDay(one) && isWholeDay(other)) {
    if (one === other) return 'sameBirthDay'
    if (one.slice(5) === other.slice(5)) return 'sameBirthYear'
    if (years === 0) return isSwapped(one, other) ? 'swappedBirthDay' : 'otherDaySameYear'
  }
  return years === 0 ? 'sameBirthYear' : 'nearBirthYear'
}

/** Many papers say 1 January of people whose day nobody knows: only the year counts. */
function isWholeDay(day: string): boolean {
  return day.length === 10 && !day.endsWith('-01-01')
}

function isSwapped(one: string, other: string): boolean {
  return one.slice(5, 7) === other.slice(8) && one.slice(8) === other.slice(5, 7)
}

function placeEvidence(one: PreparedPerson, other: PreparedPerson): Evidence | undefined {
  if (one.commune === null || other.commune === null) return undefined
  if (one.commune !== other.commune) return 'otherCommune'
  if (one.village === null || other.village === null) return undefined
  return one.village === other.village ? 'sameVillage' : 'sameCommune'
}

/** A card of nine digits and one of twelve of the same person differ: only numbers of one length are compared. */
function idEvidence(one: string | null, other: string | null): Evidence | undefined {
  if (one === null || other === null) return undefined
  if (one === other) return 'sameIdNumber'
  if (one.length !== other.length || !/^\d+$/.test(one) || !/^\d+$/.test(other)) return undefined
  return isOneDigitApart(one, other) ? 'nearIdNumber' : 'otherIdNumber'
}

/** One digit another, or two neighbours swapped: a slip of the hand. */
function isOneDigitApart(one: string, other: string): boolean {
  const places = [...one].flatMap((digit, place) => (digit === other[place] ? [] : [place]))
  const [first = 0, second = 0] = places
  if (places.length === 1) return true
  return places.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first]
}
