import { refuse } from '../../../../base/common/failures.ts'
import { foldForSearch, normaliseText } from '../../../../base/common/foldForSearch.ts'
import { nameSortKey, textSortKey } from '../../../../base/common/nameSortKey.ts'
import { addressSearchText } from '../../../../db/addressSearchText.ts'
import type { BookKindName } from '../../common/books/bookColumns.ts'
import type { BookRow } from '../../common/books/bookTotals.ts'
import type { ReadBook } from './readBook.ts'

interface Settling {
  book: ReadBook
  toUnit: string
  /** Full name of the unit the book comes from, in Vietnamese. */
  fromName: string
  /** Bare name of the commune it becomes. */
  communeName: string
  answers: ReadonlyMap<string, string>
  now: string
}

type Row = Record<string, unknown>

/**
 * The rows of a book as the new unit holds them: its own, in its own commune, with what a person decided. Amounts, days and
 * numbers stay as they were written; of a numbered paper at most the series says whose it was.
 */
export function settleRows(settling: Settling): Map<BookKindName, Row[]> {
  const { book } = settling
  const sameDonors = sameOf(settling.answers, 'donor')
  const villages = { same: sameOf(settling.answers, 'village'), renamed: newNames(settling.answers) }
  const villageNames = new Map<unknown, string>()
  const oldNames = new Map((book.rows.get('village') ?? []).map((row) => [row.id, String(row.name)]))
  const settled = new Map<BookKindName, Row[]>()
  const places = { sameDonors, villages, villageNames, oldNames }
  for (const [kind, rows] of book.rows) {
    settled.set(
      kind,
      rows.map((row) => (kind === 'roundLineInstalment' ? { ...row } : settleRow({ kind, row }, settling, places))),
    )
  }
  addSearch(settled, { ...settling, villageNames })
  return settled
}

interface Places {
  sameDonors: ReadonlyMap<string, string>
  villages: Villages
  /** Filled as villages are settled, which come first. */
  villageNames: Map<unknown, string>
  oldNames: ReadonlyMap<unknown, string>
}

function settleRow(
  { kind, row: before }: { kind: BookKindName; row: BookRow },
  settling: Settling,
  places: Places,
): Row {
  const row: Row = { ...before, owner_unit: settling.toUnit, deleted_at: null }
  if (kind === 'village') {
    settleVillage(row, settling, places.villages)
    places.villageNames.set(row.id, String(row.name))
  }
  if (row.village_id !== undefined) row.village_id = mapped(row.village_id, places.villages.same)
  if (kind === 'address') settlePlace(row, settling, places.oldNames.get(before.village_id))
  if (kind === 'donor') row.merged_into ??= places.sameDonors.get(String(row.id)) ?? null
  if (GOES_ON.includes(kind)) row.donor_id = mapped(row.donor_id, places.sameDonors)
  if (kind === 'receipt' || kind === 'payout') settleSeries(row, kind, settling)
  return row
}

/** What is still going on names the sponsor who goes on; money that was received names the one it was written under. */
const GOES_ON: readonly BookKindName[] = ['pairing', 'houseFunding', 'addressHold']

function mapped(id: unknown, map: ReadonlyMap<string, string>): unknown {
  return typeof id === 'string' ? (map.get(id) ?? id) : id
}

/** `theirs|mine` answered with `same`; the first counts. */
export function sameOf(
  answers: ReadonlyMap<string, string>,
  kind: 'donor' | 'person' | 'village',
): Map<string, string> {
  const same = new Map<string, string>()
  for (const [key, answer] of answers) {
    const [of, subject = ''] = key.split(' ')
    const [theirs = '', mine = ''] = subject.split('|')
    if (of === kind && answer === 'same' && !same.has(theirs)) same.set(theirs, mine)
  }
  return same
}

/** Villages that come in under another name, by id. */
function newNames(answers: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...answers].flatMap(([key, answer]) => {
      const [kind, subject = ''] = key.split(' ')
      return kind === 'village' && answer !== 'same'
        ? [[subject.split('|')[0] ?? '', normaliseText(answer)] as const]
        : []
    }),
  )
}

interface Villages {
  same: ReadonlyMap<string, string>
  renamed: ReadonlyMap<string, string>
}

/** A village that is the same as one here is kept as a tombstone: its people live in the other one. */
function settleVillage(row: Row, { book, toUnit, now }: Settling, { same, renamed }: Villages): void {
  if (row.commune_id === book.fromUnit) row.commune_id = toUnit
  if (same.has(String(row.id))) row.deleted_at = now
  row.name = renamed.get(String(row.id)) ?? row.name
}

/** The commune is the new one; where the family lived until then is kept in words. */
function settlePlace(row: Row, { book, toUnit, fromName }: Settling, village: string | undefined): void {
  if (row.commune_id !== book.fromUnit || book.fromUnit === toUnit) return
  row.commune_id = toUnit
  row.former_address ??= [village, fromName].filter(Boolean).join(', ')
}

const SERIES = /^[\p{Lu}0-9][\p{Lu}0-9./-]{1,29}$/u

function settleSeries(row: Row, kind: 'receipt' | 'payout', { answers }: Settling): void {
  const answer = answers.get(`series ${kind}:${row.series}`)
  if (answer === undefined) return
  if (!SERIES.test(answer)) refuse('bundles.seriesNotFit', { series: answer })
  row.series = answer
}

/** Folded and sorting copies are made here anew: a sender has no say in how its rows are found. */
function addSearch(
  settled: ReadonlyMap<BookKindName, Row[]>,
  { communeName, villageNames }: { communeName: string; villageNames: ReadonlyMap<unknown, string> },
): void {
  const people = new Map((settled.get('person') ?? []).map((row) => [row.id, row]))
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  for (const row of settled.get('village') ?? []) addTexts(row, [row.name], textSortKey(String(row.name)))
  for (const row of settled.get('person') ?? []) addTexts(row, [row.full_name], nameSortKey(String(row.full_name)))
  for (const row of settled.get('donor') ?? []) {
    const phone = text(row.phone)
    const words = [row.name, row.representative, phone, phone?.replaceAll(' ', ''), row.tax_code]
    addTexts(row, words, textSortKey(String(row.name)))
  }
  for (const row of settled.get('receipt') ?? []) row.search = foldForSearch(joined([row.payer_name, row.purpose]))
  for (const row of settled.get('address') ?? []) {
    const person = people.get(row.person_id)
    row.search = addressSearchText({
      name: String(row.display_name),
      otherName: text(person?.other_name),
      idNumber: text(person?.id_number),
      villageName: villageNames.get(row.village_id) ?? null,
      communeName,
    })
    row.sort_key = nameSortKey(String(row.display_name))
  }
}

function addTexts(row: Row, words: readonly unknown[], sortKey: string): void {
  row.search = foldForSearch(joined(words))
  row.sort_key = sortKey
}

function joined(words: readonly unknown[]): string {
  return words.filter(Boolean).join(' ')
}

/** Folded copies of rows that are only read here. */
export function withSearch(kind: BookKindName, row: BookRow): Row {
  const made: Row = { ...row, deleted_at: null }
  addSearch(new Map([[kind, [made]]]), { communeName: '', villageNames: new Map() })
  return made
}
