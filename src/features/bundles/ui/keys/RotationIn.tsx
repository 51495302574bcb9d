import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'
import { KeyFileButton } from './KeyFileButton.tsx'

/** Taking in a unit's change of keys, which its old key vouches for. */
export function RotationIn() {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  const { client, refresh } = useBundles()
  const accept = useMutation({
    mutationFn: async (file: File) => client.bundles.keys.acceptRotation({ file: { text: await file.text() } }),
    onSuccess: async ({ unit, fromSeq }) => {
      notifications.show({ message: t('keys.rotated', { unit: unitName(unit), seq: fromSeq }) })
      await refresh()
    },
  })
  return (
    <div className="nc-key-more">
      <p className="nc-soft">{t('keys.rotationHint')}</p>
      <KeyFileButton label={t('keys.rotation')} loading={accept.isPending} onPick={(file) => accept.mutate(file)} />
      {accept.error === null ? null : <FailureNotice failure={failureOf(accept.error)} />}
    </div>
  )
}
