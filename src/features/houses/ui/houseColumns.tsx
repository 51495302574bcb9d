import type { TFunction } from 'i18next'
import type { ListColumn, ListSort } from '../../../base/ui/listColumn.ts'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import type { useFormat } from '../../../base/ui/useFormat.ts'
import type { HouseRow, HouseStage } from '../common/houseSchemas.ts'
import { hasReached } from '../common/rules.ts'

export type HouseSort = ListSort & { key: 'name' | 'stage' | 'budget' | 'newest' }

interface Words {
  t: TFunction<'houses'>
  format: ReturnType<typeof useFormat>
}

export function stageTone(stage: HouseStage): Tone {
  if (stage === 'handedOver') return 'green'
  return hasReached(stage, 'started') ? 'accent' : 'draft'
}

export function houseColumns({ t, format }: Words): ListColumn<HouseRow>[] {
  const money = (amount: number, { currency }: HouseRow) => format.formatMoney({ amount, currency })
  const missing = (row: HouseRow) => Math.max(0, row.budget - row.funded)
  return [
    { key: 'name', title: t('columns.family'), sortable: true, width: 13.5, render: (row) => row.displayName },
    { key: 'village', title: t('columns.village'), width: 9.5, render: (row) => row.villageName },
    { key: 'kind', title: t('columns.kind'), width: 6.5, render: (row) => t(`kinds.${row.kind}`) },
    {
      key: 'stage',
      title: t('columns.stage'),
      sortable: true,
      width: 14,
      render: (row) => <StateBadge tone={stageTone(row.stage)} label={t(`stages.${row.stage}`)} />,
    },
    {
      key: 'budget',
      title: t('columns.budget'),
      sortable: true,
      figures: 'end',
      width: 9,
      render: (row) => money(row.budget, row),
    },
    { key: 'funded', title: t('columns.funded'), figures: 'end', width: 9, render: (row) => money(row.funded, row) },
    {
      key: 'missing',
      title: t('columns.missing'),
      figures: 'end',
      width: 9,
      render: (row) => (missing(row) === 0 ? '–' : money(missing(row), row)),
    },
    { key: 'programme', title: t('columns.programme'), hidden: true, render: (row) => row.programme },
    {
      key: 'handedOverOn',
      title: t('columns.handedOverOn'),
      figures: 'start',
      width: 9,
      render: (row) => (row.handedOverOn === null ? '' : format.formatDay(row.handedOverOn)),
    },
  ]
}
