import { Button, Table } from '@mantine/core'
import { useMutation, useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { FindingText } from './FindingText.tsx'
import { useProvince } from './useProvince.ts'

const QUARTERS = [1, 2, 3, 4] as const

/** Figures sent back to their units this year, open ones first. */
export function QuestionList({ year }: { year: number }) {
  const { t } = useTranslation('province')
  const { formatMoment, language } = useFormat()
  const { api, client, mayOpen, refresh } = useProvince()
  const lists = useQueries({
    queries: QUARTERS.map((quarter) => api.province.listQuestions.queryOptions({ input: { year, quarter } })),
  })
  const close = useMutation({ mutationFn: (id: string) => client.province.closeQuestion({ id }), onSettled: refresh })
  const questions = lists.flatMap((list) => list.data?.questions ?? [])
  if (questions.length === 0) return null
  return (
    <section className="nc-province-part" aria-label={t('questions.title')}>
      <h2 className="nc-cell-heading">{t('questions.title')}</h2>
      <Table>
        <Table.Tbody>
          {questions.map((question) => (
            <Table.Tr key={question.id}>
              <Table.Td>
                {question.unit[language]} · {t('grid.quarter', { quarter: question.quarter })}
              </Table.Td>
              <Table.Td>
                <FindingText finding={{ ...question, rule: '', params: {} }} /> {question.note}
              </Table.Td>
              <Table.Td className="num">{formatMoment(question.askedAt)}</Table.Td>
              <Table.Td>
                <StateBadge
                  tone={question.answeredAt === null ? 'amber' : 'green'}
                  label={t(question.answeredAt === null ? 'questions.open' : 'questions.done')}
                />
              </Table.Td>
              <Table.Td ta="right">
                {question.answeredAt === null && mayOpen ? (
                  <Button size="compact-xs" variant="subtle" onClick={() => close.mutate(question.id)}>
                    {t('questions.close')}
                  </Button>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
