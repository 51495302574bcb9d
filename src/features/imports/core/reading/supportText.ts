import type { Month } from '../../../../base/common/day.ts'
import { remember } from './remember.ts'

/** The period found in a text such as "500.000 đ x 6 tháng (từ 05/2025)", and what is left of the text without it. */
export interface SupportText {
  fromMonth?: Month
  /** The last month, which counts. */
  toMonth?: Month
  months?: number
  openEnded: boolean
  /** The text without marks, period and joining words: the amount, when the text holds one. */
  rest: string
  /** Where in the text the first part of the period stands, or -1. */
  firstAt: number
}

interface Draft extends SupportText {
  /** A year named without a month: the months named without a year belong to it. */
  year?: number
}

type Step = readonly [pattern: RegExp, take: (draft: Draft, match: RegExpExecArray) => void]

const month = '(0?[1-9]|1[0-2])'
const year = String.raw`((?:19|20)\d\d)`
const monthWord = '(?:thang|th|t)[. ]*'
const until = String.raw`\s*(?:-|–|—|>|->|den(?: het)?|toi)\s*`

/** In this order; what one step took the next no longer sees. */
const steps: readonly Step[] = [
  [
    new RegExp(`\\b(?:${monthWord})?${month}${until}(?:${monthWord})?${month}\\s*(?:/|nam|-|\\.)\\s*${year}\\b`, 'g'),
    (draft, [, from, to, ofYear]) => {
      draft.fromMonth ??= monthOf(ofYear, from)
      draft.toMonth ??= monthOf(ofYear, to)
    },
  ],
  [
    new RegExp(`\\b(?:\\d{1,2}[/.-])?(?:${monthWord})?${month}\\s*(?:/|-|\\.|nam|,? nam)\\s*${year}\\b`, 'g'),
    (draft, [, named, ofYear]) => takeMonth(draft, monthOf(ofYear, named)),
  ],
  [new RegExp(`\\b${year}-${month}\\b`, 'g'), (draft, [, ofYear, named]) => takeMonth(draft, monthOf(ofYear, named))],
  [
    new RegExp(`\\b${monthWord}${month}/(\\d\\d)\\b`, 'g'),
    (draft, [, named, short]) => takeMonth(draft, monthOf(`20${short}`, named)),
  ],
  [
    new RegExp(`\\bquy\\s*(iv|i{1,3}|[1-4])\\b\\s*(?:/|nam|-)?\\s*${year}\\b`, 'g'),
    (draft, [, quarter = '', ofYear]) => {
      const number = ['i', 'ii', 'iii', 'iv'].indexOf(quarter) + 1 || Number(quarter)
      draft.fromMonth ??= monthOf(ofYear, String(number * 3 - 2))
      draft.months ??= 3
    },
  ],
  [
    /(?<!\/\s*)\b(\d{1,3})\s*th(?:ang)?\b(?!\s*\d)/g,
    (draft, [, count]) => {
      draft.months ??= Number(count)
    },
  ],
  [
    /(?<!\/\s*)\b(\d{1,2})\s*nam\b(?!\s*\d)/g,
    (draft, [, count]) => {
      draft.months ??= Number(count) * 12
    },
  ],
  [
    new RegExp(`\\b(?:ca )?nam ${year}\\b`, 'g'),
    (draft, [, named]) => {
      draft.year ??= Number(named)
    },
  ],
  [
    new RegExp(`\\bden(?: het)? (?:${monthWord})${month}\\b(?!\\s*nam)`, 'g'),
    (draft, [, named]) => {
      draft.toMonth ??= monthOf('', named)
    },
  ],
  [
    new RegExp(`(?:\\btu |^)(?:${monthWord})${month}\\b`, 'g'),
    (draft, [, named]) => {
      draft.fromMonth ??= monthOf('', named)
    },
  ],
  [
    /thuong xuyen|lau dai|dai han|hang nam|den khi [a-z ]+|den (nam )?\d+ tuoi|het (lop|cap|bac) [a-z0-9 ]+/g,
    (draft) => {
      draft.openEnded = true
    },
  ],
]

const joining =
  /\b(tu|den|trong|bat dau|thoi gian|ho tro|giup|moi thang|hang thang|muc|so tien|ke|vong|x)\b|[×*()[\];:]/g

/**
 * Reads months out of a text. `year` is the year of months named without one; a year alone is January to December.
 */
export function readSupportText(text: string, { year = null }: { year?: number | null } = {}): Readonly<SupportText> {
  return readWithYear(`${year ?? ''}|${text}`)
}

const readWithYear = remember((yearAndText): SupportText => {
  const bar = yearAndText.indexOf('|')
  const text = yearAndText.slice(bar + 1)
  const registerYear = Number(yearAndText.slice(0, bar)) || null
  const draft: Draft = { openEnded: false, rest: plainText(text), firstAt: -1 }
  for (const [pattern, take] of steps) {
    draft.rest = draft.rest.replace(pattern, (...args: unknown[]) => {
      const at = args.find((arg): arg is number => typeof arg === 'number') ?? 0
      draft.firstAt = draft.firstAt === -1 ? at : Math.min(draft.firstAt, at)
      // Safe: what replace hands over before the offset is the match and its groups.
      take(draft, args.slice(0, args.indexOf(at)) as unknown as RegExpExecArray)
      return ' '.repeat(String(args[0]).length)
    })
  }
  draft.rest = draft.rest
    .replace(joining, ' ')
    .replace(/(^|\s)[-–,.]+(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return settleYears(draft, registerYear)
})

/** Same length as the text: small letters without Vietnamese marks, so that places in it are places in the text. */
export function plainText(text: string): string {
  return Array.from(text.normalize('NFC'), plainLetter).join('')
}

function plainLetter(letter: string): string {
  if (letter === 'đ' || letter === 'Đ') return 'd'
  if (letter === '\n') return ' '
  return (letter.normalize('NFD')[0] ?? letter).toLowerCase()
}

function takeMonth(draft: Draft, named: Month): void {
  if (draft.fromMonth === undefined) draft.fromMonth = named
  else draft.toMonth ??= named
}

/** `-05` stands for a month whose year is still to come. */
function monthOf(ofYear = '', named = ''): Month {
  return `${ofYear}-${named.padStart(2, '0')}`
}

function settleYears(draft: Draft, registerYear: number | null): SupportText {
  const { year: named, ...found } = draft
  const fallback = named ?? Number(found.fromMonth?.slice(0, -3) || found.toMonth?.slice(0, -3) || registerYear || 0)
  for (const end of ['fromMonth', 'toMonth'] as const) {
    if (!found[end]?.startsWith('-')) continue
    if (fallback > 0) found[end] = `${fallback}${found[end]}`
    else delete found[end]
  }
  if (named !== undefined && found.fromMonth === undefined && found.months === undefined) {
    found.fromMonth = `${named}-01`
    found.months = 12
  }
  return found
}
