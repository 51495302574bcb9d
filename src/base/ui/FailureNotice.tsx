import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type ShownFailure, useFailureText } from './failureText.ts'

export interface FailureNoticeProps {
  failure: ShownFailure | undefined
  onRetry?: () => void
}

/** A failure as a sentence that says what to do next; nothing when there is none. */
export function FailureNotice({ failure, onRetry }: FailureNoticeProps) {
  const { t } = useTranslation('common')
  const failureText = useFailureText()
  if (!failure) return null
  return (
    <div className="nc-failure" role="alert">
      <IconAlertTriangle size="1rem" stroke={1.75} aria-hidden="true" />
      <span>{failureText(failure)}</span>
      {onRetry ? (
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          {t('actions.retry')}
        </Button>
      ) : null}
    </div>
  )
}
