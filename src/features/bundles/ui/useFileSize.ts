import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'

const KIB = 1024

/** “84 KB”, “1,2 MB”. */
export function useFileSize(): (bytes: number) => string {
  const { t } = useTranslation('bundles')
  const { formatNumber } = useFormat()
  return (bytes) => {
    if (bytes < KIB * KIB) return t('size.kb', { size: formatNumber(Math.max(1, Math.round(bytes / KIB))) })
    return t('size.mb', { size: formatNumber(bytes / KIB / KIB, { max: 1 }) })
  }
}
