import { type Failure, failWith, type Result, succeed } from '../../../base/common/result.ts'

export type PassphraseWeakness = 'tooShort' | 'tooLong' | 'onlyDigits' | 'repeated' | 'common' | 'userName'

/** `accounts.passphraseTooWeak` carries `{ reason: PassphraseWeakness }`. */
export type PassphraseTooWeak = Failure<'accounts.passphraseTooWeak'>

const SHORTEST_CHARACTERS = 12
const FEWEST_WORDS = 4
const LONGEST_CHARACTERS = 200
const FEWEST_DIFFERENT_CHARACTERS = 5
const FEWEST_OWN_LETTERS = 5

/**
 * The form that is hashed: NFKC, lower case, Vietnamese marks removed (`đ` → `d`), one space between words.
 *
 * Folding costs a phrase of natural Vietnamese little (its tones are mostly given by its words) and removes the everyday
 * lock-outs: Caps Lock, `hoà` or `hòa`, composed or decomposed letters from another keyboard, an accent added on one day
 * and not on the next. Strength is judged on this form, so nothing is promised that folding takes away. It cannot undo raw
 * Telex keystrokes (`meof` for `mèo`); generated passphrases avoid those by their choice of words.
 * Only U+0300–U+036F is removed: Lao vowels and tones are combining marks too, and they are letters of the word.
 */
export function foldPassphrase(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u200b-\u200d\ufeff]/g, '')
    .replaceAll('đ', 'd')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Whether a passphrase chosen by a person may protect the data key: at least 12 characters or four different words, no PIN
 * or phone number, nothing made of well-known pieces. A stolen disk allows guessing without limit, so there are no exceptions.
 */
export function checkPassphrase(passphrase: string, userName: string): Result<void, PassphraseTooWeak> {
  const weakness = findWeakness(foldPassphrase(passphrase), foldPassphrase(userName))
  return weakness === undefined ? succeed(undefined) : failWith('accounts.passphraseTooWeak', { reason: weakness })
}

function findWeakness(folded: string, userName: string): PassphraseWeakness | undefined {
  if (folded.length > LONGEST_CHARACTERS) return 'tooLong'
  const solid = folded.replaceAll(' ', '')
  if (/^[\d\p{P}\p{S}]*$/u.test(solid) && solid !== '') return 'onlyDigits'
  if (!isLongEnough(folded)) return 'tooShort'
  if (isRepeated(solid)) return 'repeated'
  const letters = solid.replace(/[\d\p{P}\p{S}]/gu, '')
  const own = withoutCommonPieces(letters)
  if (own.length < FEWEST_OWN_LETTERS) return 'common'
  const name = userName.replaceAll(' ', '')
  if (name.length >= 3 && own.replaceAll(name, '').length < FEWEST_OWN_LETTERS) return 'userName'
  return undefined
}

function isLongEnough(folded: string): boolean {
  const words = new Set(folded.split(' ').filter((word) => word.length >= 2))
  return folded.length >= SHORTEST_CHARACTERS || words.size >= FEWEST_WORDS
}

function isRepeated(solid: string): boolean {
  return new Set(solid).size < FEWEST_DIFFERENT_CHARACTERS || /^(.{1,6})\1+.{0,5}$/su.test(solid)
}

function withoutCommonPieces(letters: string): string {
  return COMMON_PIECES.reduce((rest, piece) => rest.replaceAll(piece, ''), letters)
}

/** Folded, without spaces; the longest first, so that a short piece does not break a long one apart. */
const COMMON_PIECES = [
  'hoichuthapdovietnam',
  'chuthapdovietnam',
  'hoichuthapdo',
  'chuthapdo',
  'chuthap',
  'redcross',
  'nhipcau',
  'nhandao',
  'diachinhandao',
  'doclaptudohanhphuc',
  'conghoaxahoichunghiavietnam',
  'vietnam',
  'hochiminh',
  'saigon',
  'hanoi',
  'quehuong',
  'matkhau',
  'khongcomatkhau',
  'quenmatkhau',
  'toikhongbiet',
  'baomat',
  'xinchao',
  'anhyeuem',
  'emyeuanh',
  'toiyeuvietnam',
  'giadinh',
  'hanhphuc',
  'maimai',
  'conyeume',
  'bame',
  'mothaibabonnam',
  'vanphong',
  'maytinh',
  'password',
  'passphrase',
  'correcthorsebatterystaple',
  'iloveyou',
  'administrator',
  'admin',
  'welcome',
  'letmein',
  'abcdefghijklmnopqrstuvwxyz',
  'abcdefgh',
  'abcdef',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'zxcvbnm',
  'abc',
].sort((a, b) => b.length - a.length)
