import { Select, Stack, Table, Title } from '@mantine/core'
import { IconPrinter, IconShieldCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, formatDay, monthOf } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { PageViews } from '../../../base/ui/PageViews.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import type { AuditPerson, auditContract } from '../common/contract.ts'
import { AuditLines } from './AuditLines.tsx'
import { AuditReportNotice } from './AuditReportNotice.tsx'

const MONTHS_BACK = 24

/** Who looked at what in a month: for a second pair of eyes, on the screen and on paper. */
export function AuditPage() {
  const { t } = useTranslation(['audit', 'history'])
  const may = useMay('audit.read')
  const api = useApi<{ audit: typeof auditContract }>()
  const [month, setMonth] = useState(monthOf(officeToday()))
  const [userId, setUserId] = useState<string>()
  const summary = useQuery(api.audit.month.queryOptions({ input: { month }, enabled: may }))
  const check = useMutation({ mutationFn: () => api.audit.verify.call({}) })
  const paper = useMutation(
    api.audit.putOnPaper.mutationOptions({
      onSuccess: async () => {
        await summary.refetch()
        window.print()
      },
    }),
  )
  if (!may) return <EmptyState kind="notAllowed" />
  const people = summary.data?.people ?? []
  const failed = summary.error ?? check.error ?? paper.error
  return (
    <>
      <PageHeader
        title={t('views')}
        views={
          <PageViews
            label={t('views')}
            views={[
              { path: '/audit', label: t('title') },
              { path: '/audit/changes', label: t('history:log.title') },
            ]}
          />
        }
        actions={[
          {
            label: t('print'),
            icon: IconPrinter,
            loading: paper.isPending,
            onSelect: () => paper.mutate({ reference: t('paper', { month: formatDay(month) }) }),
          },
        ]}
        mainAction={{
          label: t('check'),
          icon: IconShieldCheck,
          loading: check.isPending,
          onSelect: () => check.mutate(),
        }}
      />
      <Stack gap="md">
        <p className="nc-soft">{t('explain')}</p>
        {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
        {check.data === undefined ? null : <AuditReportNotice report={check.data} />}
        <div className="nc-filters">
          <Select
            size="xs"
            label={t('month')}
            data={monthsBack(MONTHS_BACK)}
            value={month}
            onChange={(chosen) => setMonth(chosen ?? month)}
          />
          <Select
            size="xs"
            label={t('person')}
            placeholder={t('everybody')}
            clearable
            data={people.map((person) => ({ value: person.userId, label: person.name ?? t('program') }))}
            value={userId ?? null}
            onChange={(chosen) => setUserId(chosen ?? undefined)}
          />
        </div>
        <PeopleTable people={people} />
        <Title order={2} size="h4">
          {t('entries')}
        </Title>
        <AuditLines key={`${month} ${userId}`} month={month} userId={userId} />
        {summary.data?.head == null ? null : (
          <p className="nc-soft num">{t('head', { text: summary.data.head.text })}</p>
        )}
      </Stack>
    </>
  )
}

function monthsBack(count: number): { value: string; label: string }[] {
  const now = monthOf(officeToday())
  return Array.from({ length: count }, (_, index) => {
    const value = addMonths(now, -index)
    return { value, label: formatDay(value) }
  })
}

const COLUMNS = ['seen', 'search', 'change', 'export', 'print', 'bundle', 'taken'] as const

function PeopleTable({ people }: { people: readonly AuditPerson[] }) {
  const { t } = useTranslation('audit')
  const { formatNumber } = useFormat()
  if (people.length === 0) return <EmptyState kind="nothingYet" title={t('none')} hint={t('noneHint')} />
  return (
    <Table aria-label={t('people')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('columns.person')}</Table.Th>
          {COLUMNS.map((column) => (
            <Table.Th key={column} ta="right">
              {t(`columns.${column}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((person) => (
          <Table.Tr key={person.userId}>
            <Table.Td>{person.name ?? t('program')}</Table.Td>
            {COLUMNS.map((column) => (
              <Table.Td key={column} ta="right" className="num">
                {formatNumber(figureOf(person, column))}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function figureOf(person: AuditPerson, column: (typeof COLUMNS)[number]): number {
  if (column === 'seen') return person.recordsSeen
  return column === 'taken' ? person.recordsTaken : person.kinds[column]
}
