import { useTranslation } from 'react-i18next'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { PairingRow } from '../common/pairingSchemas.ts'
import { STATE_TONES, usePairingWords } from './usePairingWords.ts'

/** The columns of every list of pairings; the side the list is about is left out. */
export function usePairingColumns(without?: 'address' | 'donor'): ListColumn<PairingRow>[] {
  const { t } = useTranslation('pairings')
  const { formatAmount, formatDay } = useFormat()
  const { perKy, shortPeriod } = usePairingWords()
  const helpForms = useVocabulary('helpForm')
  // Inside a record there is half the room: what the page says elsewhere waits behind the column chooser.
  const narrow = without !== undefined
  const columns: ListColumn<PairingRow>[] = [
    { key: 'address', title: t('columns.address'), width: 13, sortable: !narrow, render: (row) => row.addressName },
    { key: 'donor', title: t('columns.donor'), width: 12, sortable: !narrow, render: (row) => row.donorName },
    { key: 'village', title: t('columns.village'), width: 9, hidden: true, render: (row) => row.villageName },
    { key: 'amount', title: t('columns.amount'), width: 11, figures: 'end', sortable: !narrow, render: perKy },
    {
      key: 'helpForm',
      title: t('columns.helpForm'),
      width: 8,
      hidden: true,
      render: (row) => helpForms.nameOf(row.helpForm),
    },
    {
      key: 'channel',
      title: t('columns.channel'),
      width: 8.5,
      hidden: narrow,
      render: (row) => t(`channels.${row.channel}`),
    },
    {
      key: 'firstMonth',
      title: t('columns.period'),
      width: 11,
      figures: 'start',
      sortable: !narrow,
      render: shortPeriod,
    },
    {
      key: 'delivered',
      title: t('columns.delivered'),
      width: 7,
      figures: 'end',
      hidden: narrow,
      render: (row) => (row.delivered === 0 ? '' : formatAmount(row.delivered, row.currency)),
    },
    {
      key: 'next',
      title: t('columns.next'),
      width: 9,
      figures: 'start',
      render: (row) =>
        row.overdue > 0 ? (
          <StateBadge tone="red" label={t('overdueKy', { count: row.overdue })} />
        ) : row.nextDueOn === null ? null : (
          formatDay(row.nextDueOn)
        ),
    },
    {
      key: 'state',
      title: t('columns.state'),
      width: 8.5,
      sortable: !narrow,
      render: (row) => <StateBadge tone={STATE_TONES[row.state]} label={t(`states.${row.state}`)} />,
    },
    {
      key: 'notice',
      title: t('columns.notice'),
      width: 9,
      hidden: true,
      render: (row) => (row.aboveNeed ? <StateBadge tone="amber" label={t('aboveNeed')} /> : null),
    },
  ]
  return columns.filter(({ key }) => key !== without)
}
