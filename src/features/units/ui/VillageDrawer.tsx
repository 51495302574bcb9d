import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { PhoneField } from '../../../base/ui/PhoneField.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import type { unitContract, Village } from '../common/contract.ts'
import { CommunePicker } from './CommunePicker.tsx'
import { useSignedIn } from './useSignedIn.ts'

export interface VillageDrawerProps {
  /** Undefined: a new one. */
  village: Village | undefined
  onClose: () => void
}

interface Draft {
  name: string | undefined
  headName: string | undefined
  headPhone: string | undefined
  commune: PickerOption | undefined
}

/** Writes a village with its head; mounted anew for each. */
export function VillageDrawer({ village, onClose }: VillageDrawerProps) {
  const { t } = useTranslation('units')
  const api = useApi<{ units: typeof unitContract }>()
  const queries = useQueryClient()
  const { manyCommunes } = useSignedIn()
  const [draft, setDraft] = useState<Draft>({
    name: village?.name,
    headName: village?.headName ?? undefined,
    headPhone: village?.headPhone ?? undefined,
    commune: undefined,
  })
  const patch = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }))
  const save = useMutation({
    mutationFn: () => {
      const fields = {
        name: draft.name ?? '',
        headName: draft.headName ?? null,
        headPhone: draft.headPhone ?? null,
      }
      if (village !== undefined) {
        return api.units.villages.update.call({ id: village.id, version: village.version, ...fields })
      }
      return api.units.villages.add.call({ ...fields, ...(draft.commune ? { communeId: draft.commune.id } : {}) })
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: api.units.key() })
      onClose()
    },
  })
  return (
    <RecordDrawer
      opened
      title={t(village === undefined ? 'add' : 'edit')}
      verb={t(village === undefined ? 'add' : 'save')}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      saving={save.isPending}
      disabled={(draft.name ?? '').trim() === ''}
      note={save.error ? <FailureNotice failure={failureOf(save.error)} /> : null}
    >
      <NameField label={t('fields.name')} required autoFocus value={draft.name} onChange={(name) => patch({ name })} />
      {manyCommunes && village === undefined ? (
        <CommunePicker
          label={t('fields.commune')}
          required
          value={draft.commune}
          onChange={(commune) => patch({ commune })}
        />
      ) : null}
      <NameField label={t('fields.headName')} value={draft.headName} onChange={(headName) => patch({ headName })} />
      <PhoneField
        label={t('fields.headPhone')}
        value={draft.headPhone}
        onChange={(headPhone) => patch({ headPhone })}
      />
    </RecordDrawer>
  )
}
