import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { VillagePicker } from '../../units/ui/VillagePicker.tsx'
import type { BulkDrawerProps } from './ApproveDrawer.tsx'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

/** Moves the selected addresses to one village: after a merger of villages, or a wrong column in a register. */
export function MoveDrawer({ ids, onClose, onDone }: BulkDrawerProps) {
  const { t } = useTranslation('addresses')
  const { formatNumber } = useFormat()
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const [village, setVillage] = useState<PickerOption>()
  const move = useMutation(
    api.setVillage.mutationOptions({
      onSuccess: async ({ changed }) => {
        await refresh()
        notifications.show({ message: t('move.done', { count: changed }) })
        onDone()
      },
    }),
  )
  return (
    <RecordDrawer
      opened
      title={t('move.title', { count: ids.length, formatted: formatNumber(ids.length) })}
      verb={t('move.verb')}
      onSubmit={() => village && move.mutate({ ids: [...ids], villageId: village.id })}
      onClose={onClose}
      saving={move.isPending}
      disabled={village === undefined}
      note={move.error ? <FailureNotice failure={failureOf(move.error)} /> : null}
    >
      <VillagePicker label={t('fields.villageId')} required value={village} onChange={setVillage} />
    </RecordDrawer>
  )
}
