import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { PreviewRow } from '../common/importSchemas.ts'

type Problem = PreviewRow['problems'][number]

/** "Ô C252: Không đọc được ngày sinh “31/2/1950”." */
export function useProblemWords(): (problem: Problem, row: number) => string {
  const { t } = useTranslation('imports')
  const { formatNumber } = useFormat()
  return ({ code, column, params }, row) => {
    const texts = Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' ? formatNumber(value) : value,
    ])
    // Safe: every problem code begins with the feature's name, and each has its sentence (a test walks them).
    const key = `problems.${code.slice('imports.'.length)}` as 'problems.cellError'
    const words: { text: string } = { text: '', ...Object.fromEntries(texts) }
    const sentence = t(key, words)
    return column === null ? sentence : t('preview.cell', { column, row, sentence })
  }
}
