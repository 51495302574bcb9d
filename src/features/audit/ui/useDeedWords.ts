import { useTranslation } from 'react-i18next'
import type { AuditLine } from '../common/contract.ts'

/** “Xem · Địa chỉ nhân đạo”: what was done, and in which part of the book. */
export function useDeedWords(): (line: Pick<AuditLine, 'kind' | 'procedure'>) => string {
  const { t, i18n } = useTranslation('audit')
  return ({ kind, procedure }) => {
    if (kind === 'session') return t(procedure === 'session.start' ? 'kinds.sessionStart' : 'kinds.sessionEnd')
    const deed = `deeds.${procedure}`
    if (i18n.exists(`audit:${deed}`)) return t(deed as never)
    const [feature = ''] = procedure.split('.')
    const place = `places.${feature}`
    const words = i18n.exists(`audit:${place}`) ? t(place as never) : t('places.other')
    return `${t(`kinds.${kind}`)} · ${words}`
  }
}
