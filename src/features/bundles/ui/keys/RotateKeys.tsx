import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFiles } from '../../../files/ui/useFiles.ts'
import { useBundles } from '../useBundles.ts'

/** New keys of this office, and the file that introduces them to the offices above and below. */
export function RotateKeys() {
  const { t } = useTranslation('bundles')
  const { client, refresh } = useBundles()
  const files = useFiles()
  const rotate = useMutation({
    mutationFn: async () => files.save((await client.bundles.keys.rotate()).ticket),
    onSuccess: refresh,
  })
  return (
    <div>
      <p className="nc-soft">{t('keys.rotateHint')}</p>
      {rotate.error === null ? null : <FailureNotice failure={failureOf(rotate.error)} />}
      <Button size="xs" variant="default" loading={rotate.isPending} onClick={() => rotate.mutate()}>
        {t('keys.rotate')}
      </Button>
    </div>
  )
}
