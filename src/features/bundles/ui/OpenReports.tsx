import { Button, FileButton } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IncomingReport } from './IncomingReport.tsx'
import { isNext, useIncoming } from './useIncoming.ts'

/** Opening what the branches sent: pick many files, see each, take each into the books. */
export function OpenReports() {
  const { t } = useTranslation('bundles')
  const incoming = useIncoming()
  const several = incoming.files.some(isNext) && incoming.files.filter((file) => file.state === 'ready').length > 1
  return (
    <section className="nc-bundle-panel" aria-label={t('open.title')}>
      <div className="nc-bundle-pick">
        <FileButton multiple onChange={(files) => incoming.add(files)}>
          {(props) => (
            <Button {...props} leftSection={<IconFolderOpen size="1rem" stroke={1.5} />}>
              {t('open.pick')}
            </Button>
          )}
        </FileButton>
        <span className="nc-soft">{t('open.hint')}</span>
        {several ? (
          <Button variant="default" onClick={incoming.openAll}>
            {t('open.takeAll')}
          </Button>
        ) : null}
      </div>
      {incoming.files.length === 0 ? null : (
        <ul className="nc-incoming-list">
          {incoming.files.map((file) => (
            <IncomingReport
              key={file.key}
              file={file}
              onOpen={(accept) => incoming.open(file, accept)}
              onDrop={() => incoming.drop(file)}
            />
          ))}
        </ul>
      )}
    </section>
  )
}
