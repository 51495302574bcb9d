import { useTranslation } from 'react-i18next'
import { formatDay, isPartialDay } from '../../../base/common/day.ts'
import type { AuditLine } from '../common/contract.ts'

type Asked = AuditLine['asked'][number]

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

  // A tick is said by its name alone; one that has no words tells a reader nothing.
  const tells = ({ name, value }: Asked) =>
    value !== 'false' && (value !== 'true' || i18n.exists(`audit:asked.${name}`))

  return ({ asked }) =>
    asked
      .filter(tells)
      .map(({ name, value }) => {
        const label = wordsOf(`audit:asked.${name}`)
        if (value === 'true') return label
        const said = name === 'search' ? value : valueWords(name, value)
        return label === undefined ? said : `${label}: ${said}`
      })
      .join(' · ')
}
