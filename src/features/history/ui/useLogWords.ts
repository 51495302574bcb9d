import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { LogEntry } from '../common/logSchemas.ts'
import { useChangeWords } from './useChangeWords.ts'

/** An entry of the log in one line: “Sửa địa chỉ nhân đạo Lò Thị Pành”, “Nhập từ Excel: danh-sach.xlsx”. */
export function useLogWords() {
  const { t } = useTranslation('history')
  const { formatNumber } = useFormat()
  const { whatHappened } = useChangeWords()

  const titleOf = (entry: LogEntry): string => {
    if (entry.batch !== null) return batchTitle(entry)
    const [main] = entry.records
    if (main === undefined) return t(`log.kinds.${entry.kind}`)
    if (entry.kind === 'merged') return `${t('log.kinds.merged')}: ${main.name ?? ''}`
    return t(`acts.${entry.act}`, { what: whatHappened(main) })
  }

  function batchTitle({ batch, kind }: LogEntry): string {
    if (batch?.fileName == null) return t('log.bookCame')
    return t(kind === 'undone' ? 'log.importUndone' : 'log.imported', { file: batch.fileName })
  }

  /** “10.000 địa chỉ nhân đạo · 9.800 nhân thân”: how much a batch wrote. */
  const countsOf = ({ batch }: LogEntry): string =>
    (batch?.counts ?? [])
      .map(({ table, count }) =>
        t('log.count', { count, formatted: formatNumber(count), record: t(`tables.${table}`) }),
      )
      .join(' · ')

  return { titleOf, countsOf }
}
