import { useTranslation } from 'react-i18next'
import { formatDay, isPartialDay } from '../../../base/common/day.ts'
import type { AuditLine } from '../common/contract.ts'

/** “Tìm: Hà · Tình trạng: Đang trợ giúp”: what a list was asked for. A filter without a word of its own shows its value alone. */
export function useAskedWords(): (line: Pick<AuditLine, 'asked'>) => string {
  const { t, i18n } = useTranslation(['audit', 'history'])

  const wordsOf = (key: string): string | undefined => (i18n.exists(key) ? t(key as never) : undefined)

  const valueWords = (name: string, value: string): string => {
    const field = name === 'states' ? 'state' : name
    return value
      .split(', ')
      .map((each) => wordsOf(`history:values.${field}.${each}`) ?? (isPartialDay(each) ? formatDay(each) : each))
      .join(', ')
  }

  return ({ asked }) =>
    asked
      .map(({ name, value }) => {
        const label = wordsOf(`audit:asked.${name}`)
        const said = name === 'search' ? value : valueWords(name, value)
        return label === undefined ? said : `${label}: ${said}`
      })
      .join(' · ')
}
