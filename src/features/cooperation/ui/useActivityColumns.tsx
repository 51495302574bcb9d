import { useTranslation } from 'react-i18next'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { Activity } from '../common/activitySchemas.ts'

/** What the list of joint activities shows. */
export function useActivityColumns(): ListColumn<Activity>[] {
  const { t } = useTranslation('cooperation')
  const { formatDay, formatNumber, language } = useFormat()
  return [
    {
      key: 'onDay',
      title: t('columns.onDay'),
      width: 7.75,
      figures: 'start',
      render: ({ fields }) => formatDay(fields.onDay),
    },
    {
      key: 'side',
      title: t('columns.side'),
      width: 9,
      render: ({ own }) => <StateBadge tone={own ? 'green' : 'neutral'} label={t(own ? 'side.own' : 'side.partner')} />,
    },
    { key: 'kind', title: t('columns.kind'), width: 10, render: ({ fields }) => t(`kinds.${fields.kind}`) },
    { key: 'what', title: t('columns.what'), width: 15, render: (activity) => <What activity={activity} /> },
    {
      key: 'place',
      title: t('columns.place'),
      width: 11,
      render: ({ district, fields }) => [fields.place, district?.[language]].filter(Boolean).join(', '),
    },
    {
      key: 'households',
      title: t('columns.households'),
      width: 6,
      figures: 'end',
      render: ({ fields }) => formatNumber(fields.households),
    },
    {
      key: 'people',
      title: t('columns.people'),
      width: 6,
      figures: 'end',
      render: ({ fields }) => formatNumber(fields.people),
    },
    {
      key: 'value',
      title: t('columns.value'),
      width: 12,
      figures: 'end',
      render: (activity) => <Value activity={activity} />,
    },
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
  const { formatMoney, formatDay, formatNumber } = useFormat()
  const { amount, goodsValue, currency, rate, rateOn } = fields
  const beside =
    rate === null || rateOn === null
      ? ''
      : t('rate', { currency, rate: formatNumber(Number(rate), { max: 6 }), day: formatDay(rateOn) })
  return (
    // Wider than its column on a small screen: what is cut off is read by pointing at it, or in the drawer.
    <span title={beside}>
      {formatMoney({ amount: amount + goodsValue, currency })}
      {beside === '' ? null : <small className="nc-soft"> {beside}</small>}
    </span>
  )
}
