import { useTranslation } from 'react-i18next'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { AddressRow } from '../common/addressSchemas.ts'
import { AddressStateBadge } from './AddressStateBadge.tsx'

/** The columns of the register; keys of sortable ones are those the core sorts by. */
export function useAddressColumns(): ListColumn<AddressRow>[] {
  const { t } = useTranslation('addresses')
  const { formatAmount, formatDay } = useFormat()
  const { nameOf } = useVocabulary('category')
  const { manyCommunes } = useSignedIn()
  const money = (amount: number | null) => (amount === null || amount === 0 ? '' : formatAmount(amount, 'VND'))
  const commune: ListColumn<AddressRow> = {
    key: 'commune',
    title: t('columns.commune'),
    width: 10,
    render: (row) => row.communeName,
  }
  return [
    { key: 'name', title: t('columns.name'), width: 13, sortable: true, render: (row) => row.displayName },
    {
      key: 'birthYear',
      title: t('columns.birthYear'),
      width: 5.5,
      figures: 'start',
      render: (row) => row.birthDay?.slice(0, 4) ?? '',
    },
    { key: 'village', title: t('columns.village'), width: 9, sortable: true, render: (row) => row.villageName ?? '' },
    ...(manyCommunes ? [commune] : []),
    { key: 'category', title: t('columns.category'), width: 11, render: (row) => nameOf(row.mainCategory) },
    {
      key: 'state',
      title: t('columns.state'),
      width: 11.5,
      sortable: true,
      render: (row) => <AddressStateBadge state={row.stateThen ?? row.state} />,
      value: (row) => t(`states.${row.stateThen ?? row.state}`),
    },
    {
      key: 'stateSince',
      title: t('columns.stateSince'),
      width: 7,
      figures: 'start',
      sortable: true,
      hidden: true,
      render: (row) => formatDay(row.stateSince),
    },
    {
      key: 'responsible',
      title: t('fields.responsible'),
      width: 9,
      hidden: true,
      render: (row) => row.responsible,
    },
    { key: 'donors', title: t('columns.donors'), width: 10.5, render: (row) => row.donors.join(', ') },
    {
      key: 'monthlySupport',
      title: t('columns.monthlySupport'),
      width: 8,
      figures: 'end',
      render: (row) => money(row.monthlySupport),
      value: (row) => row.monthlySupport,
    },
    {
      key: 'monthlyNeed',
      title: t('columns.monthlyNeed'),
      width: 8.5,
      figures: 'end',
      sortable: true,
      render: (row) => money(row.monthlyNeed),
      value: (row) => row.monthlyNeed,
    },
  ]
}
