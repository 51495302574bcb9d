import { laoDigitsToAscii } from './foldForSearch.ts'
import { nameWordsGivenFirst } from './personName.ts'

/** The letters that follow their base letter in the alphabet: `{` and `|` follow `z` in ASCII, so "ăn" follows "az". */
const LETTER: Readonly<Record<string, string>> = {
  'a\u0306': 'a{',
  'a\u0302': 'a|',
  'e\u0302': 'e{',
  'o\u0302': 'o{',
  'o\u031b': 'o|',
  'u\u031b': 'u{',
}
/** ngang is 1; then huyền, hỏi, ngã, sắc, nặng. */
const TONE: Readonly<Record<string, string>> = {
  '\u0300': '2',
  '\u0309': '3',
  '\u0303': '4',
  '\u0301': '5',
  '\u0323': '6',
}
/** Official consonant order, then the vowel signs; ໜ, ໝ and ຼ are spelled out before. */
const LAO_ORDER = [...'ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮະັາຳິີຶືຸູໍົຽເແໂໃໄ']
const TOKEN = /\d+|[\u0e81-\u0ecf\u0edc-\u0edf]+|[\p{L}\p{M}]+/gu

/** Between the words of a name: below every other character, so a shorter word sorts first. */
const WORD_END = ' '
const TOKEN_END = '!'

/**
 * The sort key of a person's name: by tên, then họ, then đệm, in Vietnamese dictionary order; a name in Lao script by its
 * given name, which stands first. An ASCII string to store and compare byte by byte. Case is ignored.
 */
export function nameSortKey(fullName: string): string {
  return nameWordsGivenFirst(fullName).map(textSortKey).join(WORD_END)
}

/**
 * The sort key of a text read from left to right (village, donor): syllable by syllable, letters before tones, tones in the
 * order ngang, huyền, hỏi, ngã, sắc, nặng; whole numbers by value ("Thôn 2" before "Thôn 10"). An ASCII string to
 * store and compare byte by byte. Case, punctuation and tone placement (hòa, hoà) are ignored.
 */
export function textSortKey(text: string): string {
  const tokens = laoDigitsToAscii(text).normalize('NFD').toLowerCase().match(TOKEN) ?? []
  return tokens.map(tokenKey).join(TOKEN_END)
}

function tokenKey(token: string): string {
  if (/^\d/.test(token)) return numberKey(token)
  return /^[\u0e81-\u0edf]/.test(token) ? laoKey(token) : latinKey(token)
}

/** Longer numbers are greater: the length stands first, as one character that still sorts before the letters. */
function numberKey(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, '')
  return String.fromCharCode(0x30 + Math.min(significant.length, 0x2f)) + significant
}

function latinKey(token: string): string {
  let letters = ''
  let tone = '1'
  for (const [, letter = '', marks = ''] of token.matchAll(/(\P{M})(\p{M}*)/gu)) {
    letters += letterKey(letter, marks)
    if (tone === '1' && /[aeiouy]/.test(letter)) tone = toneOf(marks)
  }
  return `${letters}${TOKEN_END}${tone}`
}

function letterKey(letter: string, marks: string): string {
  if (letter === 'đ') return 'd{'
  if (letter < 'a' || letter > 'z') return `~${letter.codePointAt(0)?.toString(16).padStart(6, '0')}`
  const written = [...marks].map((mark) => LETTER[letter + mark]).find((own) => own !== undefined)
  return written ?? letter
}

function toneOf(marks: string): string {
  return [...marks].map((mark) => TONE[mark]).find((tone) => tone !== undefined) ?? '1'
}

/**
 * Lao words sort by consonant, so a vowel written before its consonant (ເ ແ ໂ ໃ ໄ) is moved behind it; tone marks decide
 * only between words of the same letters.
 */
function laoKey(token: string): string {
  const spelled = token
    .replace(/ໜ/g, 'ຫນ')
    .replace(/ໝ/g, 'ຫມ')
    .replace(/\u0ebc/g, 'ລ')
  const composed = spelled
    .replace(/\u0ecd([\u0ec8-\u0ecb]?)\u0eb2/g, '$1ຳ')
    .replace(/([\u0ec8-\u0ecb])\u0ecd\u0eb2/g, '$1ຳ')
  const reordered = composed.replace(/([\u0ec0-\u0ec4])([\u0e81-\u0eae])/g, '$2$1')
  let letters = ''
  let tones = ''
  for (const sign of reordered) {
    const place = LAO_ORDER.indexOf(sign)
    if (place >= 0) {
      letters += `}${String(place).padStart(2, '0')}`
      tones += '0'
    } else if (sign >= '\u0ec8' && sign <= '\u0ecb') {
      tones = tones.slice(0, -1) + String(sign.charCodeAt(0) - 0x0ec7)
    }
  }
  return `${letters}${TOKEN_END}${tones}`
}
