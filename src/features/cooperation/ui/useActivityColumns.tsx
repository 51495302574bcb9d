import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import type { Activity } from '../common/activitySchemas.ts'
import { useCooperation } from './useCooperation.ts'

/** What the list of joint activities shows. */
export function useActivityColumns(): ListColumn<Activity>[] {
  const { t } = useTranslation('cooperation')
  const { formatDay, formatNumber, language } = useFormat()
  const { may } = useCooperation()
  return [
    {
      key: 'onDay',
      title: t('columns.onDay'),
      width: 9,
      figures: 'start',
      render: ({ fields }) => formatDay(fields.onDay),
    },
    {
      key: 'side',
      title: t('columns.side'),
      width: 11,
      render: ({ own }) => <StateBadge tone={own ? 'green' : 'neutral'} label={t(own ? 'side.own' : 'side.partner')} />,
    },
    { key: 'kind', title: t('columns.kind'), width: 14, render: ({ fields }) => t(`kinds.${fields.kind}`) },
    { key: 'what', title: t('columns.what'), width: 24, render: (activity) => <What activity={activity} /> },
    {
      key: 'place',
      title: t('columns.place'),
      width: 18,
      render: ({ district, fields }) => [fields.place, district?.[language]].filter(Boolean).join(', '),
    },
    {
      key: 'households',
      title: t('columns.households'),
      width: 8,
      figures: 'end',
      render: ({ fields }) => formatNumber(fields.households),
    },
    {
      key: 'people',
      title: t('columns.people'),
      width: 8,
      figures: 'end',
      render: ({ fields }) => formatNumber(fields.people),
    },
    {
      key: 'value',
      title: t('columns.value'),
      width: 20,
      figures: 'end',
      render: (activity) => <Value activity={activity} />,
    },
    ...(may('records.write')
      ? [
          {
            key: 'actions',
            title: t('columns.actions'),
            width: 8,
            render: (activity: Activity) => <Remove activity={activity} />,
          },
        ]
      : []),
  ]
}

function What({ activity: { fields } }: { activity: Activity }) {
  const { t } = useTranslation('cooperation')
  return (
    <>
      {fields.title}
      {fields.agreed ? <small className="nc-soft"> {t('agreed')}</small> : null}
    </>
  )
}

/** Cash and goods in their own currency, the rate as a note beside them. */
function Value({ activity: { fields } }: { activity: Activity }) {
  const { t } = useTranslation('cooperation')
  const { formatMoney, formatDay } = useFormat()
  const { amount, goodsValue, currency, rate, rateOn } = fields
  return (
    <>
      {formatMoney({ amount: amount + goodsValue, currency })}
      {rate === null || rateOn === null ? null : (
        <small className="nc-soft"> {t('rate', { currency, rate, day: formatDay(rateOn) })}</small>
      )}
    </>
  )
}

function Remove({ activity }: { activity: Activity }) {
  const { t } = useTranslation('cooperation')
  const { client, refresh } = useCooperation()
  const undoToast = useUndoToast()
  const restore = useMutation({ mutationFn: () => client.cooperation.restore({ id: activity.id }), onSuccess: refresh })
  const remove = useMutation({
    mutationFn: () => client.cooperation.remove({ id: activity.id }),
    onSuccess: async () => {
      await refresh()
      undoToast({ message: t('removed', { title: activity.fields.title }), onUndo: () => restore.mutate() })
    },
  })
  if (!activity.own) return null
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      loading={remove.isPending}
      onClick={(event) => {
        event.stopPropagation()
        remove.mutate()
      }}
    >
      {t('remove')}
    </Button>
  )
}
