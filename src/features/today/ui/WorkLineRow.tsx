import { Anchor } from '@mantine/core'
import {
  IconAddressBook,
  IconBookmark,
  IconBuildingCommunity,
  IconCalendarQuestion,
  IconCoins,
  IconDatabaseExport,
  IconFileImport,
  IconGift,
  IconHome2,
  IconKey,
  IconListDetails,
  IconMessageQuestion,
  IconSend,
  IconWalk,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { NavigationIcon } from '../../../base/ui/FrameNavigation.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import type { WorkKind, WorkLine } from '../common/worklistSchemas.ts'
import { PairingOverActions } from './PairingOverActions.tsx'

const ICONS: Record<WorkKind, NavigationIcon> = {
  instalmentDue: IconGift,
  directDue: IconGift,
  pairingOver: IconCalendarQuestion,
  holdEnds: IconBookmark,
  visitDue: IconWalk,
  requestAnswer: IconMessageQuestion,
  requestAction: IconMessageQuestion,
  roundOpen: IconListDetails,
  advanceDue: IconCoins,
  surveyWaiting: IconAddressBook,
  verifyWaiting: IconAddressBook,
  approvalWaiting: IconAddressBook,
  houseApproval: IconHome2,
  houseMoney: IconHome2,
  houseAcceptance: IconHome2,
  houseHandover: IconHome2,
  bundleDue: IconSend,
  bundleRefused: IconSend,
  figureAsked: IconMessageQuestion,
  backupOld: IconDatabaseExport,
  firstVillage: IconBuildingCommunity,
  firstImport: IconFileImport,
  firstAddress: IconAddressBook,
  firstUnit: IconKey,
}

const OPENS_PAIRING: readonly WorkKind[] = ['instalmentDue', 'pairingOver']

/** Of one person its file is opened, of many their list. */
const OPENS_FILE: readonly WorkKind[] = ['visitDue', 'surveyWaiting', 'verifyWaiting', 'approvalWaiting']

/** Lines that stand for one thing without a name. */
const ALONE: readonly WorkKind[] = [
  'bundleDue',
  'backupOld',
  'firstVillage',
  'firstImport',
  'firstAddress',
  'firstUnit',
]

/** One thing to do. */
export function WorkLineRow({ line, overdue }: { line: WorkLine; overdue: boolean }) {
  const { t } = useTranslation('today')
  const { formatDay, formatNumber, formatMoney } = useFormat()
  const Icon = ICONS[line.kind]
  const words = { name: line.name ?? '', months: monthWords(), formatted: formatNumber(line.count), count: line.count }
  const mayRecords = useMay('records.write')
  const mayMoney = useMay('money.write')
  const inPlace = line.kind === 'pairingOver' && line.recordId !== null && mayRecords && mayMoney
  const single = line.name !== null || ALONE.includes(line.kind)
  return (
    <li className="nc-work-line">
      <Icon size="1.125rem" stroke={1.5} aria-hidden="true" />
      <div className="nc-work-what">
        <span>{t(`kinds.${line.kind}.${single ? 'one' : 'many'}`, words)}</span>
        {line.detail === null ? null : (
          <span className="nc-soft">
            {' · '}
            {inPlace ? (
              <Anchor component={Link} to={line.link}>
                {line.detail}
              </Anchor>
            ) : (
              line.detail
            )}
          </span>
        )}
      </div>
      <span className="nc-work-amount num">
        {line.amount === null ? null : formatMoney({ amount: line.amount, currency: line.currency })}
      </span>
      <span className="nc-work-by num" data-overdue={overdue || undefined}>
        {line.by === null ? <span className="nc-soft">{t('noDay')}</span> : formatDay(line.by)}
      </span>
      {inPlace ? (
        <PairingOverActions pairingId={line.recordId ?? ''} />
      ) : (
        // Plain: the first screen has dozens, and each button of the library costs a slow PC a millisecond.
        <Link className="nc-work-action" to={line.link}>
          {actionWords()}
        </Link>
      )}
    </li>
  )

  function actionWords(): string {
    if (line.name !== null && OPENS_PAIRING.includes(line.kind)) return t('open')
    if (line.name === null && OPENS_FILE.includes(line.kind)) return t('openList')
    return t(`kinds.${line.kind}.action`)
  }

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
