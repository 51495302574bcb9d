import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import { useFiles } from '../../../files/ui/useFiles.ts'
import { useBundles } from '../useBundles.ts'

/** New keys of this office, and the file that introduces them to the offices above and below; to be had again if it is lost. */
export function RotateKeys() {
  const { t } = useTranslation('bundles')
  const { api, client } = useBundles()
  const files = useFiles()
  const [asking, setAsking] = useState(false)
  const own = useQuery(api.bundles.keys.own.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const again = useMutation({
    mutationFn: async () => files.save((await client.bundles.keys.rotationFile()).ticket),
  })
  return (
    <div className="nc-key-more">
      <p className="nc-soft">{t('keys.rotateHint')}</p>
      <div className="nc-bundle-actions">
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {t('keys.rotate')}
        </Button>
        {own.data?.hasRotation === true ? (
          <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
            {t('keys.rotationAgain')}
          </Button>
        ) : null}
      </div>
      {again.error === null ? null : <FailureNotice failure={failureOf(again.error)} />}
      <RotateDrawer opened={asking} onClose={() => setAsking(false)} />
    </div>
  )
}

/** Asked for, since keys cannot be changed back. */
function RotateDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('bundles')
  const { client, refresh } = useBundles()
  const files = useFiles()
  const rotate = useMutation({
    mutationFn: async () => files.save((await client.bundles.keys.rotate()).ticket),
    onSuccess: () => {
      notifications.show({ message: t('keys.rotatedOwn') })
      onClose()
    },
    // The keys may be new although the file could not be saved.
    onSettled: refresh,
  })
  return (
    <RecordDrawer
      opened={opened}
      title={t('keys.rotate')}
      verb={t('keys.rotateNow')}
      saving={rotate.isPending}
      onSubmit={() => rotate.mutate()}
      onClose={onClose}
      note={rotate.error === null ? null : <FailureNotice failure={failureOf(rotate.error)} />}
    >
      <p>{t('keys.rotateAsk')}</p>
      <p>{t('keys.rotateStolen')}</p>
    </RecordDrawer>
  )
}
