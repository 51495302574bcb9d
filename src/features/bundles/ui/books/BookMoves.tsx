import { Button, Table } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { HiddenHead } from '../../../../base/ui/HiddenHead.tsx'
import { StateBadge, type Tone } from '../../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import { useFiles } from '../../../files/ui/useFiles.ts'
import type { BookMove } from '../../common/books/bookSchemas.ts'
import { useUnitName } from '../useUnitName.ts'
import { BookFiles, BookFilesCame } from './BookFiles.tsx'
import { BookReview } from './BookReview.tsx'
import { useReorganise } from './useReorganise.ts'

const TONES: Record<BookMove['state'], Tone> = {
  made: 'amber',
  opened: 'amber',
  applied: 'green',
  accepted: 'green',
  replaced: 'neutral',
}

/** Books that went out or came in, and what is to be done with each. */
export function BookMoves() {
  const { t } = useTranslation('bundles')
  const { api, maySend } = useReorganise()
  const [reviewing, setReviewing] = useState<string>()
  const books = useQuery(api.bundles.books.list.queryOptions()).data?.books ?? []
  return (
    <section className="nc-bundle-panel">
      <h2 className="nc-bundle-heading">{t('reorganise.books')}</h2>
      <p className="nc-soft">{t('reorganise.booksHint')}</p>
      <MakeBooks />
      {books.length === 0 ? <p>{t('reorganise.noBooks')}</p> : <BookTable books={books} onReview={setReviewing} />}
      {maySend
        ? books
            .filter((book) => book.direction === 'out' && (book.state === 'made' || book.state === 'accepted'))
            .filter((book) => book.files.open + book.files.parts.length > 0)
            .map((book) => <BookFiles key={book.id} book={book} />)
        : null}
      {reviewing === undefined ? null : <BookReview id={reviewing} onClose={() => setReviewing(undefined)} />}
    </section>
  )
}

/** One button for each unit that takes over from this office. */
function MakeBooks() {
  const { t } = useTranslation('bundles')
  const { formatNumber, language } = useFormat()
  const { api, client, maySend, refreshAll } = useReorganise()
  const files = useFiles()
  const successors = useQuery(api.bundles.books.successors.queryOptions()).data?.successors ?? []
  const make = useMutation({
    mutationFn: async (toUnit: string) => {
      const made = await client.bundles.books.make({ toUnit })
      await files.saveProven(made.name, async () => made.ticket)
      return made
    },
    onSettled: refreshAll,
  })
  if (!maySend) return null
  return (
    <>
      {successors.map(({ id, hasKey, ...names }) => {
        const unit = names[language]
        return hasKey ? (
          <div key={id} className="nc-bundle-actions">
            <Button size="xs" loading={make.isPending} onClick={() => make.mutate(id)}>
              {t('reorganise.make', { unit })}
            </Button>
          </div>
        ) : (
          <p key={id}>
            {t('reorganise.noKey', { unit })}{' '}
            <Link className="nc-link" to="/bundles">
              {t('reorganise.toKeys')}
            </Link>
          </p>
        )
      })}
      {make.data === undefined ? null : (
        <p role="status">{t('reorganise.made', { rows: formatNumber(make.data.rows) })}</p>
      )}
      {make.error === null ? null : <FailureNotice failure={failureOf(make.error)} />}
    </>
  )
}

function BookTable({ books, onReview }: { books: readonly BookMove[]; onReview: (id: string) => void }) {
  const { t } = useTranslation('bundles')
  const { formatMoment, formatNumber } = useFormat()
  const unitName = useUnitName()
  return (
    <Table className="nc-bundle-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('transfer.between')}</Table.Th>
          <Table.Th>{t('columns.madeAt')}</Table.Th>
          <Table.Th>{t('reorganise.rows')}</Table.Th>
          <Table.Th>{t('reorganise.state')}</Table.Th>
          <HiddenHead label={t('columns.actions')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {books.map((book) => (
          <Table.Tr key={book.id}>
            <Table.Td>{t('reorganise.route', { from: unitName(book.from), to: unitName(book.to) })}</Table.Td>
            <Table.Td className="num">{formatMoment(book.madeAt)}</Table.Td>
            <Table.Td className="num">{formatNumber(book.rows)}</Table.Td>
            <Table.Td>
              <StateBadge tone={TONES[book.state]} label={t(`reorganise.states.${book.state}`)} />
              {book.direction === 'out' && book.kept > 0 ? <p>{t('reorganise.kept', { count: book.kept })}</p> : null}
              {book.direction === 'in' ? <BookFilesCame files={book.files} /> : null}
            </Table.Td>
            <Table.Td ta="right">
              <BookAction book={book} onReview={onReview} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function BookAction({ book, onReview }: { book: BookMove; onReview: (id: string) => void }) {
  const { t } = useTranslation('bundles')
  const { client, mayOpen } = useReorganise()
  const files = useFiles()
  const unitName = useUnitName()
  const accept = useMutation({
    mutationFn: async () => {
      const made = await client.bundles.books.accept({ id: book.id })
      await files.saveProven(made.name, async () => made.ticket)
    },
  })
  if (!mayOpen || book.direction === 'out') return null
  if (book.state === 'opened') {
    return (
      <Button size="compact-xs" onClick={() => onReview(book.id)}>
        {t('reorganise.review')}
      </Button>
    )
  }
  return (
    <>
      <Button size="compact-xs" variant="default" loading={accept.isPending} onClick={() => accept.mutate()}>
        {t('reorganise.accept')}
      </Button>
      {accept.isSuccess ? <p role="status">{t('reorganise.sendBack', { unit: unitName(book.from) })}</p> : null}
      {accept.error === null ? null : <FailureNotice failure={failureOf(accept.error)} />}
    </>
  )
}
