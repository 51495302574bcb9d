import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import { useUnitName } from '../useUnitName.ts'
import { type Answer, BookQuestions } from './BookQuestions.tsx'
import { useReorganise } from './useReorganise.ts'

/** How this office's book is shared out, when it is split; nothing otherwise. */
export function SplitPanel() {
  const { t } = useTranslation('bundles')
  const { formatNumber } = useFormat()
  const { api, client, maySend } = useReorganise()
  const unitName = useUnitName()
  const successors = useQuery(api.bundles.books.successors.queryOptions()).data?.successors ?? []
  const isSplit = successors.filter((each) => each.kind === 'split').length > 1
  const split = useQuery({ ...api.bundles.books.split.queryOptions(), enabled: isSplit && maySend })
  const answer = useMutation({
    mutationFn: (answers: Answer[]) => client.bundles.books.answerSplit({ answers }),
    onSettled: () => split.refetch(),
  })
  if (!isSplit || split.data === undefined) return null
  const { parts, questions } = split.data
  // Handed over and answered for: nothing is left to share out.
  if (parts.every(({ counts }) => counts.length === 0) && questions.every((each) => each.answer !== null)) return null
  const names = new Map(parts.map(({ unit }) => [unit.id, unitName(unit)]))
  const addresses = (count: number) => t('reorganise.addresses', { count, formatted: formatNumber(count) })
  return (
    <section className="nc-bundle-panel">
      <h2 className="nc-bundle-heading">{t('reorganise.split')}</h2>
      <p className="nc-soft">{t('reorganise.splitHint')}</p>
      <p>{parts.map(({ unit, addresses: count }) => `${unitName(unit)}: ${addresses(count)}`).join(' · ')}</p>
      <BookQuestions
        questions={questions}
        saving={answer.isPending}
        unitNames={names}
        onAnswer={(answers) => answer.mutate(answers)}
      />
      {answer.error === null ? null : <FailureNotice failure={failureOf(answer.error)} />}
    </section>
  )
}
