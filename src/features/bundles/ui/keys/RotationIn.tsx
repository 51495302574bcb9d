import { Button, FileButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'

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
    <>
      <div>
        <FileButton
          accept=".json,application/json,text/plain"
          onChange={(file) => (file === null ? undefined : accept.mutate(file))}
        >
          {(props) => (
            <Button {...props} size="xs" variant="default" loading={accept.isPending}>
              {t('keys.rotation')}
            </Button>
          )}
        </FileButton>
      </div>
      {accept.error === null ? null : <FailureNotice failure={failureOf(accept.error)} />}
    </>
  )
}
