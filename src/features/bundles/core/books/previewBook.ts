import type { OfficeContext } from '../../../../db/requireRight.ts'
import { BOOK_KIND_NAMES, type BookKindName } from '../../common/books/bookColumns.ts'
import type { BookPreview } from '../../common/books/bookSchemas.ts'
import { type BookRow, type BookTotal, totalsOf } from '../../common/books/bookTotals.ts'
import { readAnswers } from './bookMoveRepo.ts'
import { bookQuestions } from './bookQuestions.ts'
import { readBookRows } from './bookRows.ts'
import { openedBook } from './openBook.ts'
import type { ReadBook } from './readBook.ts'
import { shownMove } from './shownMoves.ts'

/** A book that came in, with everything a person needs to decide; writes nothing. */
export async function previewBook(context: OfficeContext, id: string): Promise<BookPreview> {
  const { db, office } = context
  const { move, book } = await openedBook(context, id)
  const answers = await readAnswers(db, id)
  const theirs = totalsOf(book.rows)
  const mine = totalsOf(await readBookRows(db, { unitId: office.unitId, kinds: MONEY_KINDS }))
  // Once applied, what came in stands in both: the comparison is of the time before.
  const isOpen = move.state === 'opened'
  return {
    book: await shownMove(db, move),
    part: book.head.part,
    counts: countsOfRows(book.rows),
    totals: theirs,
    sums: isOpen ? sumsOf(mine, theirs) : [],
    consents: consentsOf(book),
    attachments: book.head.attachments,
    questions: isOpen ? await bookQuestions(db, { book, toUnit: office.unitId, answers }) : [],
  }
}

const MONEY_KINDS: readonly BookKindName[] = ['receipt', 'allocation', 'delivery', 'payout', 'houseFunding', 'advance']

export function countsOfRows(rows: ReadonlyMap<BookKindName, readonly BookRow[]>) {
  return BOOK_KIND_NAMES.flatMap((kind) => {
    const count = rows.get(kind)?.length ?? 0
    return count === 0 ? [] : [{ kind, rows: count }]
  })
}

/** One sum for each kind of money and currency, cash and goods together. */
function sumsOf(mine: readonly BookTotal[], theirs: readonly BookTotal[]): BookPreview['sums'] {
  const sums = new Map<string, BookPreview['sums'][number]>()
  const add = (totals: readonly BookTotal[], side: 'mine' | 'theirs') => {
    for (const { of, currency, amount, goods } of totals) {
      if (!MONEY_KINDS.some((kind) => kind === of)) continue
      const known = sums.get(`${of} ${currency}`) ?? { of, currency, mine: 0, theirs: 0, together: 0 }
      known[side] += amount + goods
      known.together += amount + goods
      sums.set(`${of} ${currency}`, known)
    }
  }
  add(mine, 'mine')
  add(theirs, 'theirs')
  return [...sums.values()]
}

/** The duty goes along with the files: what a family signed, took back or asked for holds in the new office as in the old. */
function consentsOf({ rows }: ReadBook): BookPreview['consents'] {
  const consents = rows.get('consent') ?? []
  const given = (purpose: string) => {
    const standing = consents.filter((row) => row.purpose === purpose && row.withdrawn_on === null)
    return new Set(standing.map((row) => row.address_id))
  }
  const addresses = (rows.get('address') ?? []).filter((row) => row.merged_into === null)
  const kept = given('keep')
  return {
    keep: kept.size,
    sendUpFull: given('sendUpFull').size,
    withdrawn: consents.filter((row) => row.withdrawn_on !== null).length,
    without: addresses.filter((row) => !kept.has(row.id)).length,
    restricted: addresses.filter((row) => row.restricted_on !== null || row.anonymised_on !== null).length,
  }
}
