import { NumberInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
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
  const { api, client, refresh } = useBundles()
  const [typed, setTyped] = useState<number | null>()
  const received = useQuery(api.bundles.listReceived.queryOptions())
  // Newest first: whatever was taken in so far stays good.
  const last = received.data?.bundles.find(({ from }) => from.id === chosen?.unit.id)?.seq ?? 0
  const fromSeq = typed === undefined ? last + 1 : typed
  const withdraw = useMutation({
    mutationFn: () => client.bundles.keys.withdraw({ id: chosen?.id ?? '', fromSeq: fromSeq ?? last + 1 }),
    onSuccess: async () => {
      notifications.show({ message: t('keys.withdrawn') })
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
      disabled={fromSeq === null}
      onSubmit={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p>{t('keys.withdrawHint')}</p>
      <NumberInput
        label={t('keys.withdrawFrom')}
        description={last === 0 ? t('keys.withdrawNone') : t('keys.withdrawLast', { seq: last })}
        min={1}
        allowDecimal={false}
        value={fromSeq ?? ''}
        onChange={(value) => setTyped(value === '' ? null : Number(value))}
      />
      <p className="nc-soft">{t('keys.withdrawNext')}</p>
      {withdraw.error === null ? null : <FailureNotice failure={failureOf(withdraw.error)} />}
    </RecordDrawer>
  )
}
