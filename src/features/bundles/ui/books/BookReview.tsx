import { Button, Drawer, Table } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import type { AppliedBook, BookPreview } from '../../common/books/bookSchemas.ts'
import { useUnitName } from '../useUnitName.ts'
import { BookQuestions } from './BookQuestions.tsx'
import { useReorganise } from './useReorganise.ts'

/** A book that came in: what it holds, what a person has to decide, and one button that takes all of it in. */
export function BookReview({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('bundles')
  const { api, client, refreshAll } = useReorganise()
  const preview = useQuery(api.bundles.books.preview.queryOptions({ input: { id } }))
  const answer = useMutation({
    mutationFn: (answers: Parameters<typeof client.bundles.books.answer>[0]['answers']) =>
      client.bundles.books.answer({ id, answers }),
    onSettled: () => preview.refetch(),
  })
  const apply = useMutation({ mutationFn: () => client.bundles.books.apply({ id }), onSettled: refreshAll })
  const unitName = useUnitName()
  const from = preview.data?.book.from
  const questions = preview.data?.questions ?? []
  const left = questions.filter((question) => question.answer === null).length
  const failed = preview.error ?? answer.error ?? apply.error
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(44rem, 100vw)"
      title={[t('reorganise.review'), ...(from === undefined ? [] : [unitName(from)])].join(' · ')}
      overlayProps={{ backgroundOpacity: 0.2 }}
      closeButtonProps={{ 'aria-label': t('reorganise.back') }}
      classNames={{
        content: 'nc-drawer',
        header: 'nc-drawer-header',
        title: 'nc-drawer-title',
        body: 'nc-drawer-body',
      }}
    >
      <div className="nc-bundles nc-book-review">
        {preview.data === undefined ? null : <BookFacts preview={preview.data} />}
        {preview.data?.book.state === 'opened' ? (
          <>
            <BookQuestions
              questions={questions}
              saving={answer.isPending}
              onAnswer={(answers) => answer.mutate(answers)}
            />
            <div className="nc-bundle-actions">
              <Button size="xs" disabled={left > 0} loading={apply.isPending} onClick={() => apply.mutate()}>
                {t('reorganise.apply')}
              </Button>
            </div>
          </>
        ) : null}
        {apply.data === undefined ? null : <Applied applied={apply.data} />}
        {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
      </div>
    </Drawer>
  )
}

function Applied({ applied }: { applied: AppliedBook }) {
  const { t } = useTranslation('bundles')
  const { formatNumber } = useFormat()
  const { rows, samePeople } = applied
  return (
    <p role="status">
      {t('reorganise.applied', { rows: formatNumber(rows) })}{' '}
      {samePeople === 0 ? null : t('reorganise.samePeople', { count: samePeople })} {t('reorganise.appliedNext')}
    </p>
  )
}

const NAMED_KINDS = ['address', 'donor', 'pairing', 'receipt', 'delivery', 'round', 'house'] as const
const SUMMED_KINDS = ['receipt', 'allocation', 'delivery', 'payout', 'houseFunding', 'advance'] as const

function BookFacts({ preview }: { preview: BookPreview }) {
  const { t } = useTranslation('bundles')
  const { formatNumber } = useFormat()
  const counted = NAMED_KINDS.flatMap((kind) => {
    const rows = preview.counts.find((each) => each.kind === kind)?.rows
    return rows === undefined ? [] : [{ kind, rows }]
  })
  const facts = Object.fromEntries(Object.entries(preview.consents).map(([key, count]) => [key, formatNumber(count)]))
  return (
    <>
      <section>
        <h3 className="nc-bundle-heading">{t('reorganise.holds')}</h3>
        <p>{counted.map(({ kind, rows }) => `${t(`kinds.${kind}`)}: ${formatNumber(rows)}`).join(' · ')}</p>
        <p>{t('reorganise.consents', facts)}</p>
        {preview.attachments === 0 ? null : <p>{t('reorganise.attachments', { count: preview.attachments })}</p>}
      </section>
      {preview.sums.length === 0 ? null : <SumTable sums={preview.sums} />}
    </>
  )
}

function SumTable({ sums }: { sums: BookPreview['sums'] }) {
  const { t } = useTranslation('bundles')
  const { formatMoney } = useFormat()
  const shown = SUMMED_KINDS.flatMap((of) => sums.filter((sum) => sum.of === of).map((sum) => ({ ...sum, of })))
  const money = (amount: number, currency: string) =>
    formatMoney({ amount, currency: currency === 'LAK' || currency === 'USD' ? currency : 'VND' })
  return (
    <Table className="nc-bundle-table">
      <Table.Caption>{t('reorganise.sums')}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('reorganise.of')}</Table.Th>
          <Table.Th ta="right">{t('reorganise.mine')}</Table.Th>
          <Table.Th ta="right">{t('reorganise.theirs')}</Table.Th>
          <Table.Th ta="right">{t('reorganise.together')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {shown.map(({ of, currency, mine, theirs, together }) => (
          <Table.Tr key={`${of} ${currency}`}>
            <Table.Td>{t(`reorganise.sumsOf.${of}`)}</Table.Td>
            <Table.Td ta="right" className="num">
              {money(mine, currency)}
            </Table.Td>
            <Table.Td ta="right" className="num">
              {money(theirs, currency)}
            </Table.Td>
            <Table.Td ta="right" className="num">
              {money(together, currency)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
