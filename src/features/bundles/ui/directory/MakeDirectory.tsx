import { Button, NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFiles } from '../../../files/ui/useFiles.ts'
import { useBundles } from '../useBundles.ts'
import { DirectoryChanges } from './DirectoryChanges.tsx'

/** At the centre: what the next directory will say, then making it. */
export function MakeDirectory() {
  const { t } = useTranslation('bundles')
  const { api, client, refresh } = useBundles()
  const files = useFiles()
  const [note, setNote] = useState('')
  const [version, setVersion] = useState<number>()
  const planned = useQuery(api.bundles.directory.preview.queryOptions())
  const make = useMutation({
    mutationFn: async () => {
      const made = await client.bundles.directory.make({ note, ...(version === undefined ? {} : { version }) })
      await files.save(made.ticket)
      return made
    },
    onSuccess: async (made) => {
      notifications.show({ message: t('directory.made', { version: made.version }) })
      setNote('')
      setVersion(undefined)
      await refresh()
    },
  })
  const failed = make.error ?? planned.error
  return (
    <section aria-label={t('directory.next')}>
      <h3 className="nc-bundle-heading">{t('directory.next')}</h3>
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
      {planned.data === undefined ? null : (
        <>
          <p className="num">{t('directory.planned', { version: planned.data.version })}</p>
          <DirectoryChanges changes={planned.data.changes} total={planned.data.total} />
        </>
      )}
      <TextInput label={t('directory.note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <details>
        <summary>{t('directory.lost')}</summary>
        <NumberInput
          label={t('directory.version')}
          min={1}
          allowDecimal={false}
          value={version ?? ''}
          onChange={(value) => setVersion(value === '' ? undefined : Number(value))}
        />
      </details>
      <Button loading={make.isPending} onClick={() => make.mutate()}>
        {t('directory.make')}
      </Button>
    </section>
  )
}
