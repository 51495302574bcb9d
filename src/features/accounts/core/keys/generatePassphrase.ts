import { randomInt } from 'node:crypto'
import words from '../../../../../resources/passphrase-words.json' with { type: 'json' }

/**
 * 1,074 unaccented Vietnamese syllables of 3–6 letters. Five of them are 50.3 bits, six 60.4. In none of them does Telex or
 * VNI change a letter: no w, no second a, e, o or d, no s f r x j z after a vowel, no digits. Syllables that with some tone spell
 * an insult, a body part, an act, an illness or a death are left out, and so are those of one or two letters, which are
 * easily misread on paper.
 */
export const PASSPHRASE_WORDS: readonly string[] = words

export const PASSPHRASE_WORD_COUNT = 5

/** Five words drawn evenly, with repetition allowed so that the count of bits is exact. */
export function generatePassphrase(wordCount: number = PASSPHRASE_WORD_COUNT): string {
  return Array.from({ length: wordCount }, () => PASSPHRASE_WORDS[randomInt(PASSPHRASE_WORDS.length)]).join(' ')
}
