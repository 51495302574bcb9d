import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useFigureText } from '../../reports/ui/useFigureText.ts'

interface FindingTextProps {
  finding: { figure: string; value: number; rule: string; params: Record<string, string | number> }
}

/** A doubtful figure and why, with its numbers in the language on screen. */
export function FindingText({ finding }: FindingTextProps) {
  const { i18n } = useTranslation('reports')
  const { formatNumber } = useFormat()
  const figureText = useFigureText()
  const { figure, rule, value, params } = finding
  const told = figureText(figure, value)
  const shown = Object.fromEntries(
    Object.entries(params).map(([name, each]) => [name, typeof each === 'number' ? formatNumber(each) : each]),
  )
  const key = `findings.${rule}`
  const why = i18n.exists(key, { ns: 'reports' }) ? i18n.t(key, { ns: 'reports', ...shown }) : rule
  return (
    <span>
      <strong>
        {told.name}: <span className="num">{told.value}</span>
      </strong>
      {why === '' ? null : `. ${why}`}
    </span>
  )
}
