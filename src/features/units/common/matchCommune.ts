import { foldedNameKey, markedNameKey } from './unitNameKeys.ts'
import { splitUnitPrefix, type UnitType } from './unitNames.ts'

export type CommuneCandidate = {
  code: string
  type: UnitType
  name: string
  /** Full or bare name of the province, to tell apart communes of one name. */
  province?: string | undefined
}

/** A commune that no longer exists, with the communes that took it over: usually one, several where it was split. */
export type OldCommuneCandidate = CommuneCandidate & {
  district: string
  successorCodes: readonly string[]
}

export type CommuneCandidates = {
  communes: readonly CommuneCandidate[]
  oldCommunes: readonly OldCommuneCandidate[]
}

/** A commune of today, and the old commune the text named if it is reached through one. */
export type CommuneChoice = { communeCode: string; oldCommuneCode: string | undefined }

/** `ambiguous` asks the office; it has a single choice where the name is known but not in the district or province named. */
export type CommuneMatch =
  | ({ outcome: 'exact' } & CommuneChoice)
  | { outcome: 'ambiguous'; choices: readonly CommuneChoice[] }
  | { outcome: 'none' }

type NameKey = (name: string) => string
type Around = { word: string | undefined; name: string }
type Place = { type: UnitType; around: readonly Around[]; choices: readonly CommuneChoice[] }
type Wanted = { names: readonly string[]; type: UnitType | undefined; around: readonly Around[] }

const TYPES_BY_WORD: Record<string, UnitType> = {
  xã: 'commune',
  phường: 'ward',
  'thị trấn': 'township',
  'đặc khu': 'specialZone',
}

/** Type words that may as well begin a name ("Xa Dung", "P Rao"): tried as a word of type and as part of the name. */
const DOUBTFUL_PREFIX = /^(?:xa|phuong|x|p)\s+/i

/** Matches one text; to match many, build the matcher once with `communeMatcher`. */
export function matchCommune(text: string, candidates: CommuneCandidates): CommuneMatch {
  return communeMatcher(candidates)(text)
}

/**
 * Finds the commune of today that a register means by "xã Na Mèo", "X. Na Meo" or "xã Na Mèo, huyện Quan Sơn". Marks count
 * when the text has any, and the place of the tone mark never does. A district or province after a comma narrows the
 * search; a district names an old commune, since districts ended on 1 July 2025. Without one, a name that is a commune
 * today and was also another commune's before is ambiguous: the office must say which it means.
 */
export function communeMatcher(candidates: CommuneCandidates): (text: string) => CommuneMatch {
  const byMarkedName = indexByName(candidates, markedNameKey)
  const byFoldedName = indexByName(candidates, foldedNameKey)
  return (text) => {
    const wanted = readText(text)
    const hasMarks = foldedNameKey(text) !== markedNameKey(text)
    const marked = hasMarks ? findPlaces(wanted, byMarkedName, markedNameKey) : []
    const places = marked.length > 0 ? marked : findPlaces(wanted, byFoldedName, foldedNameKey)
    return decide(wanted, places)
  }
}

function indexByName(candidates: CommuneCandidates, key: NameKey): Map<string, Place[]> {
  const today = candidates.communes.map((commune) => ({
    key: key(commune.name),
    type: commune.type,
    around: [commune.province].filter((name) => name !== undefined).map(splitUnitPrefix),
    choices: [{ communeCode: commune.code, oldCommuneCode: undefined }],
  }))
  const old = candidates.oldCommunes.map((commune) => ({
    key: key(commune.name),
    type: commune.type,
    around: [commune.district, commune.province].filter((name) => name !== undefined).map(splitUnitPrefix),
    choices: commune.successorCodes.map((code) => ({ communeCode: code, oldCommuneCode: commune.code })),
  }))
  return Map.groupBy([...today, ...old], (place) => place.key)
}

function readText(text: string): Wanted {
  const [first = '', ...rest] = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const { word, name } = splitUnitPrefix(first)
  const names = [name, name.replace(DOUBTFUL_PREFIX, ''), first]
  return { names, type: word === undefined ? undefined : TYPES_BY_WORD[word], around: rest.map(splitUnitPrefix) }
}

function findPlaces(wanted: Wanted, index: Map<string, Place[]>, key: NameKey): Place[] {
  const keys = new Set(wanted.names.map(key).filter((name) => name !== ''))
  const named = [...keys].flatMap((name) => index.get(name) ?? [])
  const nearby = named.filter((place) => wanted.around.every((part) => isAround(place, part, key)))
  const places = nearby.length > 0 ? nearby : named
  const ofType = places.filter((place) => place.type === wanted.type)
  return ofType.length > 0 ? ofType : places
}

/** A bare "Thanh Hóa" may be the province or the former city; "TP Thanh Hóa" is only the city. */
function isAround(place: Place, part: Around, key: NameKey): boolean {
  return place.around.some(
    ({ word, name }) =>
      key(name) === key(part.name) && (word === part.word || word === undefined || part.word === undefined),
  )
}

function decide(wanted: Wanted, places: readonly Place[]): CommuneMatch {
  const choices = oncePerCommune(places.flatMap((place) => place.choices))
  const [first] = choices
  if (!first) return { outcome: 'none' }
  const nearby = places.every((place) => wanted.around.every((part) => isAround(place, part, foldedNameKey)))
  return choices.length === 1 && nearby ? { outcome: 'exact', ...first } : { outcome: 'ambiguous', choices }
}

/** A commune that kept its name is both of today and old: naming it is not ambiguous, and today's reading wins. */
function oncePerCommune(found: readonly CommuneChoice[]): CommuneChoice[] {
  const byCode = new Map<string, CommuneChoice>()
  for (const choice of found) if (!byCode.has(choice.communeCode)) byCode.set(choice.communeCode, choice)
  return [...byCode.values()]
}
