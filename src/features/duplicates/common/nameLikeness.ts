import { foldForSearch, hasLao, normaliseText } from '../../../base/common/foldForSearch.ts'

/** One word of a name in the forms it is compared by. */
export interface NameWord {
  /** Without marks, y as i: what all spellings of one word share. */
  folded: string
  /** With its letters and its tone, wherever the tone stands (hoà = hòa); hỏi and ngã are one. */
  marked: string
}

/** A name made ready: comparing two costs no text work. */
export interface PreparedName {
  words: readonly NameWord[]
  /** The folded words in alphabetical order: the same for every word order. */
  bag: string
  /** All folded letters in a row, for words written together (APó, A Pó). */
  joined: string
  typedWithMarks: boolean
  /** Every word is among those half the country shares: the same name says little. */
  common: boolean
}

export const NAME_KINDS = [
  'sameName',
  'sameNameNoMarks',
  'sameWords',
  'missingMiddle',
  'oneLetter',
  'givenWithoutMarks',
  'otherMiddle',
  'otherMarks',
  'otherName',
] as const
export type NameKind = (typeof NAME_KINDS)[number]

/** Written before a name by habit; with its marks, so that a family name like Chu is not taken for chú. */
const TITLES = new Set(['ông', 'bà', 'cụ', 'anh', 'chị', 'cháu', 'bác', 'chú', 'mế'].map((word) => markedKey(word)))

/** The most frequent family, middle and given names: two people who share all of them are two people more often than not. */
const COMMON = new Set(
  `nguyen tran le pham hoang phan vu vo dang bui do ho ngo duong li lo vi ha luong lu thao giang va trinh
  thi van xuan ngoc minh duc thanh quang huu dinh kim thu hong a i
  hoa lan huong mai nga thuy hang hanh lien dung hung tuan nam hai binh long son tam thanh hien phuong linh anh
  loan yen thao tu cuong toan manh hoang quang dat duc huy khanh`
    .replaceAll('y', 'i')
    .split(/\s+/),
)

export function prepareName(name: string): PreparedName {
  const all = wordsOf(name)
  const words = all.length > 2 && TITLES.has(all[0]?.marked ?? '') ? all.slice(1) : all
  return {
    words,
    bag: words
      .map(({ folded }) => folded)
      .sort()
      .join(' '),
    joined: words.map(({ folded }) => folded).join(''),
    typedWithMarks: words.some(({ folded, marked }) => marked !== folded),
    common: words.length > 0 && words.every(({ folded }) => COMMON.has(folded)),
  }
}

/** How two names stand to each other, the nearest kind first. */
export function nameKind(one: PreparedName, other: PreparedName): NameKind {
  if (one.words.length === 0 || other.words.length === 0) return 'otherName'
  if (one.bag === other.bag) return sameBag(one, other)
  if (one.joined === other.joined) return 'sameWords'
  if (one.words.length !== other.words.length) return lackingWords(one, other)
  return wordByWord(one, other)
}

/** The same letters in any order: the marks decide whether it is the same name. */
function sameBag(one: PreparedName, other: PreparedName): NameKind {
  const inOrder = one.words.every(({ folded }, place) => folded === other.words[place]?.folded)
  const marks = inOrder ? marksOf(one.words, other.words) : marksOf(sorted(one), sorted(other))
  if (marks === 'same') return inOrder ? 'sameName' : 'sameWords'
  if (!one.typedWithMarks || !other.typedWithMarks) return inOrder ? 'sameNameNoMarks' : 'sameWords'
  if (marks === 'other') return 'otherMarks'
  return marks === 'middle' && inOrder ? 'sameNameNoMarks' : 'givenWithoutMarks'
}

function sorted({ words }: PreparedName): NameWord[] {
  return words.toSorted((one, other) => (one.folded + one.marked < other.folded + other.marked ? -1 : 1))
}

/** Where marks differ in two names of the same letters: a mark left out, or another mark, which is another word. */
function marksOf(one: readonly NameWord[], other: readonly NameWord[]): 'same' | 'middle' | 'given' | 'other' {
  let found: 'same' | 'middle' | 'given' = 'same'
  for (const [place, word] of one.entries()) {
    const twin = other[place] ?? word
    if (word.marked === twin.marked) continue
    const leftOut = word.marked === word.folded || twin.marked === twin.folded
    if (!leftOut) return 'other'
    found = place === one.length - 1 ? 'given' : 'middle'
  }
  return found
}

/** One of the names has words the other lacks: the family and the given name must stand, and the rest be left out only. */
function lackingWords(one: PreparedName, other: PreparedName): NameKind {
  const [longer, shorter] = one.words.length > other.words.length ? [one.words, other.words] : [other.words, one.words]
  if (shorter.length < 2 || !alike(longer[0], shorter[0]) || !alike(longer.at(-1), shorter.at(-1))) return 'otherName'
  const middle = longer.slice(1, -1)
  const kept = shorter.slice(1, -1).every((word) => middle.some((each) => alike(each, word)))
  return kept ? 'missingMiddle' : 'otherMiddle'
}

function wordByWord(one: PreparedName, other: PreparedName): NameKind {
  const unlike = one.words.flatMap((word, place) => (alike(word, other.words[place]) ? [] : [place]))
  const [place] = unlike
  if (place === undefined) return 'otherMarks'
  if (unlike.length > 1) return 'otherName'
  const [word, twin] = [one.words[place]?.folded ?? '', other.words[place]?.folded ?? '']
  const isGiven = place === one.words.length - 1
  if (isOneLetterApart(word, twin) && Math.max(word.length, twin.length) > (isGiven ? 3 : 2)) return 'oneLetter'
  return isGiven || place === 0 ? 'otherName' : 'otherMiddle'
}

/** The same word, or the same letters with the marks left out on one side. */
function alike(one: NameWord | undefined, other: NameWord | undefined): boolean {
  if (one === undefined || other === undefined || one.folded !== other.folded) return false
  return one.marked === other.marked || one.marked === one.folded || other.marked === other.folded
}

/** One letter more, less or another, or two neighbours the wrong way round. */
export function isOneLetterApart(one: string, other: string): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one]
  if (longer.length - shorter.length > 1 || one === other) return false
  let start = 0
  while (start < shorter.length && shorter[start] === longer[start]) start += 1
  if (longer.length > shorter.length) return shorter.slice(start) === longer.slice(start + 1)
  if (shorter.slice(start + 1) === longer.slice(start + 1)) return true
  const swapped = shorter[start] === longer[start + 1] && shorter[start + 1] === longer[start]
  return swapped && shorter.slice(start + 2) === longer.slice(start + 2)
}

function wordsOf(name: string): NameWord[] {
  if (hasLao(name)) return foldedWords(name).map((folded) => ({ folded, marked: folded }))
  const typed = normaliseText(name)
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
  return typed.map(wordOf)
}

/** Names are made of few words: those met before, in any book or file of this program's run. */
const wordsMet = new Map<string, NameWord>()
const MOST_WORDS_MET = 5000

function wordOf(typed: string): NameWord {
  const met = wordsMet.get(typed)
  if (met !== undefined) return met
  const word = { folded: foldedWords(typed).join(''), marked: markedKey(typed) }
  if (wordsMet.size >= MOST_WORDS_MET) wordsMet.clear()
  wordsMet.set(typed, word)
  return word
}

function foldedWords(text: string): string[] {
  return foldForSearch(text).replaceAll('y', 'i').split(' ')
}

/** Tones stand apart from the letters, behind the word; hỏi counts as ngã, which many write for it. */
function markedKey(word: string): string {
  const split = word.toLowerCase().normalize('NFD').replaceAll('y', 'i')
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(split)?.[0] ?? ''
  return split.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '') + (tone === '\u0309' ? '\u0303' : tone)
}
