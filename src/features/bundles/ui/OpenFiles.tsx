import { Button, FileButton } from '@mantine/core'
import { IconFile, IconFolderOpen } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import { FolderOutcomes } from './FolderOutcomes.tsx'
import { IncomingItem } from './IncomingItem.tsx'
import { useFileDrop } from './useFileDrop.ts'
import { useFolder } from './useFolder.ts'
import { type IncomingFile, isNext, useIncoming } from './useIncoming.ts'

/** The one door for every file that came: a whole folder at once, or single files, picked or dropped here and looked at first. */
export function OpenFiles() {
  const { t } = useTranslation('bundles')
  const incoming = useIncoming()
  const folder = useFolder()
  const several = incoming.files.some(isNext) && incoming.files.filter((file) => file.state === 'ready').length > 1
  const dropping = useFileDrop(incoming.add)
  const { me } = useSignedIn()
  const above = me?.kind === 'province' || me?.kind === 'central'
  const taken = incoming.files.some(isReportTaken) || folder.outcomes.some(({ kind }) => kind === 'opened')
  return (
    <section className="nc-bundle-panel" aria-label={t('open.title')} {...dropping}>
      <h2 className="nc-bundle-heading">{t('open.title')}</h2>
      <div className="nc-bundle-pick">
        <FolderButton main={above} busy={folder.running} onPick={folder.openAll} />
        <FileButton multiple onChange={(files) => incoming.add(files)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFile size="1rem" stroke={1.5} aria-hidden="true" />}>
              {t('open.pick')}
            </Button>
          )}
        </FileButton>
        <span className="nc-soft">{t(me?.kind === 'partner' ? 'open.hintPartner' : 'open.hint')}</span>
        {several ? (
          <Button variant="default" onClick={incoming.openAll}>
            {t('open.takeAll')}
          </Button>
        ) : null}
      </div>
      <FolderOutcomes folder={folder} />
      {incoming.files.length === 0 ? null : (
        <ul className="nc-incoming-list">
          {incoming.files.map((file) => (
            <IncomingItem
              key={file.key}
              file={file}
              onOpen={(accept) => incoming.open(file, accept)}
              onDrop={() => incoming.drop(file)}
            />
          ))}
        </ul>
      )}
      {above && taken && !folder.running ? (
        <p>
          {t('open.next')}{' '}
          <Link className="nc-link" to="/province">
            {t('open.toDesk')}
          </Link>
        </p>
      ) : null}
    </section>
  )
}

function isReportTaken({ opened }: IncomingFile): boolean {
  return opened?.kind === 'report'
}

interface FolderButtonProps {
  /** Who others report to opens folders; a branch gets single files. */
  main: boolean
  busy: boolean
  onPick: (files: readonly File[]) => void
}

/** A folder of the PC or the stick, with all that is in it. */
function FolderButton({ main, busy, onPick }: FolderButtonProps) {
  const { t } = useTranslation('bundles')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('folder.pick')}
        // React knows no such attribute, browsers and the desktop window do.
        {...{ webkitdirectory: '' }}
        onChange={(event) => {
          onPick([...(event.currentTarget.files ?? [])].filter((file) => !file.name.startsWith('.')))
          event.currentTarget.value = ''
        }}
      />
      <Button
        variant={main ? 'filled' : 'default'}
        loading={busy}
        leftSection={<IconFolderOpen size="1rem" stroke={1.5} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        {t('folder.pick')}
      </Button>
    </>
  )
}
