import { Button, Progress } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { remainingSeconds } from './remainingSeconds.ts'
import { useFormat } from './useFormat.ts'

export interface ProgressPanelProps {
  /** What is being done: “Đang đọc tệp Excel”. */
  title: string
  done: number
  /** Unknown while it is still being counted. */
  total?: number
  /** The unit counted, in words: “dòng”. */
  unit: string
  onCancel?: () => void
}

/** Work over a second: how much of how much, a way out, and after ten seconds how long it will still take. */
export function ProgressPanel({ title, done, total, unit, onCancel }: ProgressPanelProps) {
  const { t } = useTranslation('common')
  const { formatNumber } = useFormat()
  const elapsed = useElapsedSeconds()
  const left = remainingSeconds({ done, total, elapsed })
  const count = total === undefined ? formatNumber(done) : `${formatNumber(done)} / ${formatNumber(total)}`
  return (
    <div className="nc-progress" role="status">
      <div className="nc-progress-words">
        <strong>{title}</strong>
        <span className="num">
          {count} {unit}
        </span>
        {left === undefined ? null : (
          <span className="nc-soft num">
            {left < 60
              ? t('progress.secondsLeft', { count: left })
              : t('progress.minutesLeft', { count: Math.ceil(left / 60) })}
          </span>
        )}
        {onCancel ? (
          <Button size="compact-xs" variant="default" onClick={onCancel}>
            {t('progress.stop')}
          </Button>
        ) : null}
      </div>
      <Progress value={total ? (done / total) * 100 : 100} animated={!total} size="sm" aria-label={title} />
    </div>
  )
}

function useElapsedSeconds(): number {
  const [elapsed, setElapsed] = useState(0)
  useEffect(() => {
    const started = performance.now()
    const timer = setInterval(() => setElapsed((performance.now() - started) / 1000), 1000)
    return () => clearInterval(timer)
  }, [])
  return elapsed
}
