const LATIN_MARKS = /[\u0300-\u036f]/g
const LAO_TONES = /[\u0ec8-\u0ecb]/g
const ZERO_WIDTH = /[\u00ad\u200b-\u200d\u2060\ufeff]/g
const LAO_LETTER = /[\u0e81-\u0ecd\u0edc-\u0edf]/
const NOT_SEARCHED = /[^\p{L}\p{M}\p{N}]+/gu

/** True when the text holds at least one Lao letter or vowel (Lao digits alone do not count). */
export function hasLao(text: string): boolean {
  return LAO_LETTER.test(text)
}

/** Lao digits ໐–໙ as 0–9; everything else untouched. */
export function laoDigitsToAscii(text: string): string {
  return text.replace(/[\u0ed0-\u0ed9]/g, (digit) => String(digit.charCodeAt(0) - 0x0ed0))
}

/**
 * What we store of a one-line text: NFC, trimmed, inner whitespace as one space. Case, marks and the typist's tone
 * placement (hòa or hoà) are kept.
 */
export function normaliseText(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/**
 * The search key of a Vietnamese, English or Lao text: compare folded text with folded text, never store it as the text.
 * NFC and NFD input give the same key, and folding a key changes nothing.
 *
 * Vietnamese marks go and đ becomes d (old files also write ð). In Lao the spellings of official papers meet: ນ້ຳ = ນໍ້າ,
 * ຫຼ = ຫລ, ໜ = ຫນ, ຣ = ລ, with or without tone marks.
 */
export function foldForSearch(text: string): string {
  // Lower-casing and compatibility forms can each bring back what the other removed, hence NFKD on both sides.
  const lower = text.normalize('NFKD').toLowerCase().normalize('NFKD')
  return laoDigitsToAscii(lower)
    .replace(LATIN_MARKS, '')
    .replace(/[đðɖ]/g, 'd')
    .replace(LAO_TONES, '')
    .replace(ZERO_WIDTH, '')
    .replace(/[\u0ebc\u0ea3]/g, 'ລ')
    .replace(NOT_SEARCHED, ' ')
    .trim()
}

/** The folded words of a query, in order; an empty or punctuation-only query has none. */
export function searchTokens(text: string): string[] {
  const folded = foldForSearch(text)
  return folded === '' ? [] : folded.split(' ')
}
