import { useTranslation } from 'react-i18next'
import type { StatusItem } from '../../base/ui/StatusLine.tsx'
import type { SignedIn } from '../../features/accounts/common/contract.ts'

/** The line at the foot: how safe the book is. Backups and bundles add theirs. */
export function useStatusItems(signedIn: SignedIn): StatusItem[] {
  const { t } = useTranslation('app')
  return [{ key: 'offline', text: signedIn.practice ? t('status.practice') : t('status.offline') }]
}
