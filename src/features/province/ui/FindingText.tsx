import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'

interface FindingTextProps {
  finding: { figure: string; value: number; rule: string; params: Record<string, string | number> }
}

/** A doubtful figure and why, with its numbers in the language on screen. */
export function FindingText({ finding }: FindingTextProps) {
  const { i18n } = useTranslation('reports')
  const { formatNumber } = useFormat()
  const { figure, rule, value, params } = finding
  const shown = Object.fromEntries(
    Object.entries(params).map(([name, each]) => [name, typeof each === 'number' ? formatNumber(each) : each]),
  )
  const words = (key: string, fallback: string) =>
    i18n.exists(key, { ns: 'reports' }) ? i18n.t(key, { ns: 'reports', ...shown }) : fallback
  return (
    <span>
      <strong>
        {words(`figures.${figure}`, figure)}: <span className="num">{formatNumber(value)}</span>
      </strong>{' '}
      {rule === '' ? null : words(`findings.${rule}`, rule)}
    </span>
  )
}
