import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { daysBetween } from '../../base/common/day.ts'
import { vietNamDay } from '../../base/common/vietNamDay.ts'
import { useApi } from '../../base/ui/api.tsx'
import { officeToday } from '../../base/ui/officeToday.ts'
import type { StatusItem } from '../../base/ui/StatusLine.tsx'
import { useFormat } from '../../base/ui/useFormat.ts'
import type { SignedIn } from '../../features/accounts/common/contract.ts'
import { OLD_AFTER_DAYS } from '../../features/backups/common/rules.ts'
import type { contract } from '../common/contract.ts'

const BACKUP_CHECK_MS = 60_000

/** The line at the foot: where the data is and when it was last copied. */
export function useStatusItems(signedIn: SignedIn): StatusItem[] {
  const { t } = useTranslation('app')
  const api = useApi<typeof contract>()
  const fromAfar = useQuery(api.accounts.status.queryOptions()).data?.fromAfar === true
  const where = signedIn.practice ? 'practice' : fromAfar ? 'elsewhere' : 'offline'
  return [{ key: 'offline', text: t(`status.${where}`) }, ...useBackupItem(signedIn)]
}

function useBackupItem(signedIn: SignedIn): StatusItem[] {
  const { t } = useTranslation('app')
  const { formatRelativeDay } = useFormat()
  const navigate = useNavigate()
  const api = useApi<typeof contract>()
  const { data } = useQuery(
    api.backups.status.queryOptions({ refetchInterval: BACKUP_CHECK_MS, refetchIntervalInBackground: true }),
  )
  if (data === undefined || signedIn.practice) return []
  const onOpen = () => void navigate('/settings')
  if (data.last === null) return [{ key: 'backup', text: t('status.noBackup'), tone: 'amber', onOpen }]
  const last = vietNamDay(data.last.madeAt)
  const today = officeToday()
  const place = data.last.places.includes('second') ? data.second?.path : undefined
  const text = t(place === undefined ? 'status.lastBackup' : 'status.lastBackupAt', {
    when: formatRelativeDay(last, today),
    place,
  })
  const old = daysBetween(last, today) > OLD_AFTER_DAYS
  const items: StatusItem[] = [{ key: 'backup', text, tone: old ? 'amber' : 'neutral', onOpen }]
  if (data.second === null) items.push({ key: 'second', text: t('status.noSecond'), tone: 'amber', onOpen })
  else if (data.second.state === 'missing')
    items.push({ key: 'second', text: t('status.secondMissing'), tone: 'amber', onOpen })
  return items
}
