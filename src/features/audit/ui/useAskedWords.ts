import { useTranslation } from 'react-i18next'
import type { AuditLine } from '../common/contract.ts'

/** “Tìm: Hà · Trạng thái: active”: what a list was asked for. A filter without a word of its own shows its value alone. */
export function useAskedWords(): (line: Pick<AuditLine, 'asked'>) => string {
  const { t, i18n } = useTranslation('audit')
  return ({ asked }) =>
    asked
      .map(({ name, value }) => {
        const key = `asked.${name}`
        return i18n.exists(`audit:${key}`) ? `${t(key as never)}: ${value}` : value
      })
      .join(' · ')
}
