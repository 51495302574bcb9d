import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { AppliedImport } from '../common/importSchemas.ts'
import { FailedRowsButton } from './FailedRowsButton.tsx'
import { UndoImportButton } from './UndoImportButton.tsx'

export interface ImportResultProps {
  applied: AppliedImport
  onAnother: () => void
}

/** What was written, what was not, and the way back. */
export function ImportResult({ applied, onAnother }: ImportResultProps) {
  const { t } = useTranslation('imports')
  const { formatNumber } = useFormat()
  const navigate = useNavigate()
  const { batchId, addresses, refused, duplicatesSkipped } = applied
  return (
    <section className="nc-import-panel" aria-live="polite">
      <h2 className="nc-import-done">
        <IconCircleCheck size="1.25rem" stroke={1.5} aria-hidden="true" />
        {t('result.title', { count: addresses, formatted: formatNumber(addresses) })}
      </h2>
      <p>
        {t('result.facts', {
          villages: formatNumber(applied.villages),
          donors: formatNumber(applied.donors),
          pairings: formatNumber(applied.pairings),
          instalments: formatNumber(applied.instalments),
        })}
      </p>
      {applied.joined === 0 ? null : <p>{t('result.joined', { count: applied.joined })}</p>}
      {refused + duplicatesSkipped === 0 ? null : (
        <p>{t('result.left', { refused: formatNumber(refused), skipped: formatNumber(duplicatesSkipped) })}</p>
      )}
      <div className="nc-import-actions">
        <Button size="xs" onClick={() => navigate(`/addresses?import=${batchId}`)}>
          {t('result.addresses')}
        </Button>
        {refused > 0 ? <FailedRowsButton batchId={batchId} /> : null}
        <UndoImportButton batchId={batchId} onDone={onAnother} />
        <Button size="xs" variant="default" onClick={onAnother}>
          {t('result.another')}
        </Button>
      </div>
    </section>
  )
}
