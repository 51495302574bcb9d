import { Button } from '@mantine/core'
import {
  IconAddressBook,
  IconCoins,
  IconDatabaseExport,
  IconGift,
  IconHome2,
  IconListDetails,
  IconSend,
  IconWalk,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { NavigationIcon } from '../../../base/ui/FrameNavigation.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { WorkKind, WorkLine } from '../common/worklistSchemas.ts'

const ICONS: Record<WorkKind, NavigationIcon> = {
  instalmentDue: IconGift,
  directDue: IconGift,
  visitDue: IconWalk,
  roundOpen: IconListDetails,
  advanceDue: IconCoins,
  approvalWaiting: IconAddressBook,
  houseApproval: IconHome2,
  houseMoney: IconHome2,
  houseAcceptance: IconHome2,
  houseHandover: IconHome2,
  bundleDue: IconSend,
  backupOld: IconDatabaseExport,
}

/** One thing to do. */
export function WorkLineRow({ line, overdue }: { line: WorkLine; overdue: boolean }) {
  const { t } = useTranslation('today')
  const { formatDay, formatNumber, formatMoney } = useFormat()
  const Icon = ICONS[line.kind]
  const words = { name: line.name ?? '', months: monthWords(), formatted: formatNumber(line.count), count: line.count }
  const single = line.name !== null || line.kind === 'bundleDue' || line.kind === 'backupOld'
  return (
    <li className="nc-work-line">
      <Icon size="1.125rem" stroke={1.5} aria-hidden="true" />
      <div className="nc-work-what">
        <span>{t(`kinds.${line.kind}.${single ? 'one' : 'many'}`, words)}</span>
        {line.detail === null ? null : <span className="nc-soft"> · {line.detail}</span>}
      </div>
      <span className="nc-work-amount num">
        {line.amount === null ? null : formatMoney({ amount: line.amount, currency: line.currency })}
      </span>
      <span className="nc-work-by num" data-overdue={overdue || undefined}>
        {line.by === null ? <span className="nc-soft">{t('noDay')}</span> : formatDay(line.by)}
      </span>
      <Button component={Link} to={line.link} size="compact-sm" variant="default">
        {line.kind === 'instalmentDue' && line.name !== null ? t('open') : t(`kinds.${line.kind}.action`)}
      </Button>
    </li>
  )

  function monthWords(): string {
    if (line.fromMonth === null || line.toMonth === null) return ''
    const from = monthText(line.fromMonth)
    return line.fromMonth === line.toMonth
      ? t('months', { from })
      : t('monthRange', { from: sameYear() ? from.slice(0, -5) : from, to: monthText(line.toMonth) })
  }

  /** 4/2026: in a sentence a month has no leading zero. */
  function monthText(month: string): string {
    return formatDay(month).replace(/^0/, '')
  }

  function sameYear(): boolean {
    return line.fromMonth?.slice(0, 4) === line.toMonth?.slice(0, 4)
  }
}
