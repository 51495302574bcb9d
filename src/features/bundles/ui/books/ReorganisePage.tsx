import { Button, Table } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { EmptyState } from '../../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { HiddenHead } from '../../../../base/ui/HiddenHead.tsx'
import { PageHeader } from '../../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import type { Reorganisation } from '../../../units/common/reorganiseContract.ts'
import '../bundles.css'
import { BookMoves } from './BookMoves.tsx'
import { CancelReorganisationDrawer } from './CancelReorganisationDrawer.tsx'
import { RecordReorganisationDrawer } from './RecordReorganisationDrawer.tsx'
import { SplitPanel } from './SplitPanel.tsx'
import { useReorganise } from './useReorganise.ts'

/** Units merged, split or renamed, and the books that move with them. */
export function ReorganisePage() {
  const { t } = useTranslation('bundles')
  const { api, mayRecord } = useReorganise()
  const [recording, setRecording] = useState(false)
  const list = useQuery(api.units.reorganisations.list.queryOptions())
  const record = { label: t('reorganise.record'), icon: IconPlus, onSelect: () => setRecording(true) }
  return (
    <>
      <PageHeader title={t('reorganise.title')} {...(mayRecord ? { mainAction: record } : {})} />
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <div className="nc-bundles">
        {list.data?.reorganisations.length === 0 ? (
          <EmptyState
            kind="nothingYet"
            title={t('reorganise.empty')}
            hint={t('reorganise.emptyHint')}
            actions={mayRecord ? [record] : []}
          />
        ) : (
          <ReorganisationTable reorganisations={list.data?.reorganisations ?? []} />
        )}
        <SplitPanel />
        <BookMoves />
      </div>
      {recording ? <RecordReorganisationDrawer onClose={() => setRecording(false)} /> : null}
    </>
  )
}

function ReorganisationTable({ reorganisations }: { reorganisations: readonly Reorganisation[] }) {
  const { t } = useTranslation('bundles')
  const { formatDay, language } = useFormat()
  const { mayRecord } = useReorganise()
  const [cancelling, setCancelling] = useState<string>()
  const names = (units: Reorganisation['from']) => units.map((unit) => `${unit[language]} (${unit.code})`).join(', ')
  return (
    <>
      <Table className="nc-bundle-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('reorganise.onDay')}</Table.Th>
            <Table.Th>{t('reorganise.kind')}</Table.Th>
            <Table.Th>{t('reorganise.fromUnits')}</Table.Th>
            <Table.Th>{t('reorganise.toUnits')}</Table.Th>
            <Table.Th>{t('reorganise.paper')}</Table.Th>
            <Table.Th>{t('reorganise.recordedBy')}</Table.Th>
            <HiddenHead label={t('columns.actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {reorganisations.map((each) => (
            <Table.Tr key={each.id}>
              <Table.Td className="num">{formatDay(each.onDay)}</Table.Td>
              <Table.Td>{t(`reorganise.kinds.${each.kind}`)}</Table.Td>
              <Table.Td>{names(each.from)}</Table.Td>
              <Table.Td>{names(each.to)}</Table.Td>
              <Table.Td>{[each.paper, each.note].filter(Boolean).join('. ')}</Table.Td>
              <Table.Td>
                {each.recordedBy}
                {each.cancelled === null ? null : (
                  <p className="nc-soft">{t('reorganise.cancelled', each.cancelled)}</p>
                )}
              </Table.Td>
              <Table.Td ta="right">
                {mayRecord && each.cancelled === null ? (
                  <Button size="compact-xs" variant="subtle" onClick={() => setCancelling(each.id)}>
                    {t('reorganise.cancel')}
                  </Button>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {cancelling === undefined ? null : (
        <CancelReorganisationDrawer id={cancelling} onClose={() => setCancelling(undefined)} />
      )}
    </>
  )
}
