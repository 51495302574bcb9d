import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import { DigitsField } from '../keys/DigitsField.tsx'
import { KeyFileButton } from '../keys/KeyFileButton.tsx'
import { useBundles } from '../useBundles.ts'

interface SignerDrawerProps {
  opened: boolean
  onClose: () => void
}

/** Takes in the centre's key: from a newer answer file of the office above, or from the centre's own with its 30 digits. */
export function SignerDrawer({ opened, onClose }: SignerDrawerProps) {
  const { t } = useTranslation('bundles')
  const { client, refresh } = useBundles()
  const [picked, setPicked] = useState<{ name: string; text: string }>()
  const [digits, setDigits] = useState('')
  const enrol = useMutation({
    mutationFn: () => client.bundles.directory.enrolSigner({ file: { text: picked?.text ?? '' }, digits }),
    onSuccess: async () => {
      notifications.show({ message: t('directory.enrolled') })
      setPicked(undefined)
      setDigits('')
      onClose()
      await refresh()
    },
  })
  return (
    <RecordDrawer
      opened={opened}
      title={t('directory.enrol')}
      verb={t('keys.enrol.take')}
      saving={enrol.isPending}
      disabled={picked === undefined}
      onSubmit={() => enrol.mutate()}
      onClose={onClose}
      note={enrol.error === null ? null : <FailureNotice failure={failureOf(enrol.error)} />}
    >
      <p>{t('directory.enrolHint')}</p>
      <KeyFileButton
        label={t('keys.enrol.pick')}
        size="sm"
        onPick={(file) => void file.text().then((text) => setPicked({ name: file.name, text }))}
      />
      {picked === undefined ? null : <p className="nc-file-name">{picked.name}</p>}
      <DigitsField label={t('directory.digits')} value={digits} onChange={setDigits} />
    </RecordDrawer>
  )
}
