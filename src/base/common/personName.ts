import { hasLao, normaliseText } from './foldForSearch.ts'

const LAO_TITLES = new Set(['ທ່ານ', 'ນາງ', 'ທ້າວ'])

/** A name as we store it: NFC, trimmed, single spaces. The case is the typist's; see `properCase`. */
export function normaliseName(name: string): string {
  return normaliseText(name)
}

/** True when every letter that has a case is upper case and there are at least two (office lists are often ALL CAPS). */
export function isAllCaps(name: string): boolean {
  const cased = name.normalize('NFC').match(/\p{Lu}|\p{Ll}/gu) ?? []
  return cased.length >= 2 && cased.every((letter) => /\p{Lu}/u.test(letter))
}

/**
 * The name with a capital at the start of each word and small letters after it, also behind a hyphen or an apostrophe
 * (Y-Blô, K'Brang). Offered to the user for ALL CAPS names, never applied unasked.
 */
export function properCase(name: string): string {
  return normaliseName(name)
    .toLowerCase()
    .replace(/(^|[\s\-–'’.])(\p{Ll})/gu, (_match, before: string, letter: string) => before + letter.toUpperCase())
}

/**
 * The words of a name with the given name first. Vietnamese họ – đệm – tên gives tên, họ, đệm; a name in Lao script keeps
 * its order (given name first) without a leading ທ່ານ, ນາງ or ທ້າວ.
 */
export function nameWordsGivenFirst(name: string): string[] {
  const words = normaliseName(name).split(' ').filter(Boolean)
  if (hasLao(name)) {
    return words.length > 1 && LAO_TITLES.has(words[0] ?? '') ? words.slice(1) : words
  }
  const given = words.pop()
  return given === undefined ? [] : [given, ...words]
}

/** The name people are addressed by: the last word, or the first one of a name in Lao script. `''` for an empty name. */
export function givenName(name: string): string {
  return nameWordsGivenFirst(name)[0] ?? ''
}
