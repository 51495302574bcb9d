import { NumberInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import type { EnrolledKey } from '../../common/bundleSchemas.ts'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'

interface WithdrawDrawerProps {
  chosen: EnrolledKey | undefined
  onClose: () => void
}

/** Ending a unit's key from a number on. */
export function WithdrawDrawer({ chosen, onClose }: WithdrawDrawerProps) {
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  const { client, refresh } = useBundles()
  const [fromSeq, setFromSeq] = useState<number>()
  const withdraw = useMutation({
    mutationFn: () => client.bundles.keys.withdraw({ id: chosen?.id ?? '', fromSeq: fromSeq ?? 1 }),
    onSuccess: async () => {
      notifications.show({ message: t('keys.withdrawn') })
      setFromSeq(undefined)
      onClose()
      await refresh()
    },
  })
  return (
    <RecordDrawer
      opened={chosen !== undefined}
      title={chosen === undefined ? '' : t('keys.withdrawTitle', { unit: unitName(chosen.unit) })}
      verb={t('keys.withdraw')}
      saving={withdraw.isPending}
      disabled={fromSeq === undefined}
      onSubmit={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p>{t('keys.withdrawHint')}</p>
      <NumberInput
        label={t('keys.withdrawFrom')}
        min={1}
        allowDecimal={false}
        value={fromSeq ?? ''}
        onChange={(value) => setFromSeq(value === '' ? undefined : Number(value))}
      />
      {withdraw.error === null ? null : <FailureNotice failure={failureOf(withdraw.error)} />}
    </RecordDrawer>
  )
}
