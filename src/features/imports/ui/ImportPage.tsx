import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { ProgressPanel } from '../../../base/ui/ProgressPanel.tsx'
import { ChooseFile } from './ChooseFile.tsx'
import { ImportList } from './ImportList.tsx'
import { ImportResult } from './ImportResult.tsx'
import './imports.css'
import { StagedFile } from './StagedFile.tsx'
import { useImport } from './useImport.ts'

/** Taking over the old register: choose a file, see how it is understood, answer two questions, write. */
export function ImportPage() {
  const { t } = useTranslation('imports')
  const work = useImport()
  const { progress, staged, applied, failure } = work
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="nc-import">
        <FailureNotice failure={failure} />
        {progress !== undefined ? (
          <ProgressPanel
            key={progress.phase === 'writing' ? 'writing' : 'reading'}
            title={t(`progress.${progress.phase}`)}
            done={progress.done}
            unit={t('progress.rows')}
            onCancel={work.cancel}
            {...(progress.total === 0 ? {} : { total: progress.total })}
          />
        ) : applied !== undefined ? (
          <ImportResult applied={applied} onAnother={work.leave} />
        ) : staged === undefined ? (
          <ChooseFile onChoose={(file) => work.read(file)} />
        ) : (
          <StagedFile key={staged.batchId} staged={staged} work={work} />
        )}
        {staged === undefined || applied !== undefined ? <ImportList /> : null}
        {staged !== undefined && applied === undefined && progress === undefined ? (
          <Button variant="subtle" size="xs" className="nc-import-leave" onClick={work.leave}>
            {t('takeOver.drop')}
          </Button>
        ) : null}
      </div>
    </>
  )
}
