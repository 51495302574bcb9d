import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { VillagePicker } from '../../units/ui/VillagePicker.tsx'
import { WordSelect } from '../../units/ui/WordSelect.tsx'
import { type AddressFields, addressFieldsSchema } from '../common/addressSchemas.ts'
import { KindField } from './KindField.tsx'
import { SexField } from './SexField.tsx'
import { SimilarNotice } from './SimilarNotice.tsx'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

interface Draft {
  name: string | undefined
  birthDay: string | undefined
  sex: 'M' | 'F' | null
  village: PickerOption | undefined
  category: string | null
  kind: AddressFields['kind']
}

const NOTHING: Draft = {
  name: undefined,
  birthDay: undefined,
  sex: null,
  village: undefined,
  category: null,
  kind: 'person',
}

export interface QuickAddDrawerProps {
  opened: boolean
  onClose: () => void
}

/**
 * One person after the other: Enter saves and the name is empty again, while the village and the category stay, because a
 * list is typed village by village. Closing keeps what is typed.
 */
export function QuickAddDrawer({ opened, onClose }: QuickAddDrawerProps) {
  const { t } = useTranslation('addresses')
  const [draft, setDraft] = useState(NOTHING)
  const [added, setAdded] = useState<string[]>([])
  const patch = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }))
  const add = useAdd((name) => {
    setAdded((before) => [...before, name])
    patch({ name: undefined, birthDay: undefined, sex: null })
  })
  const complete = (draft.name ?? '') !== '' && draft.village !== undefined && draft.category !== null
  const close = () => {
    setAdded([])
    onClose()
  }
  return (
    <RecordDrawer
      opened={opened}
      title={t('quickAdd.title')}
      verb={t('actions.saveNext')}
      onSubmit={() => add.mutate(draft)}
      onClose={close}
      saving={add.isPending}
      disabled={!complete}
      note={add.error ? <FailureNotice failure={failureOf(add.error)} /> : <AddedNote added={added} />}
    >
      {/* A new person gets new fields: the cursor stands in the name and no half-read text is left over. */}
      <div key={added.length} className="nc-form-group">
        <NameField
          label={t('fields.name')}
          required
          autoFocus
          value={draft.name}
          onChange={(name) => patch({ name })}
        />
        <div className="nc-form-pair">
          <DayField
            label={t('fields.birthDay')}
            description=""
            placeholder={t('fields.birthHint')}
            partial
            window={{ latest: officeToday() }}
            value={draft.birthDay}
            onChange={(birthDay) => patch({ birthDay })}
          />
          <SexField value={draft.sex} onChange={(sex) => patch({ sex })} />
        </div>
        <SimilarNotice name={draft.name ?? ''} birthDay={draft.birthDay ?? null} idNumber={null} />
      </div>
      <VillagePicker
        label={t('fields.villageId')}
        required
        value={draft.village}
        onChange={(village) => patch({ village })}
      />
      <WordSelect
        kind="category"
        label={t('fields.mainCategory')}
        required
        value={draft.category}
        onChange={(category) => patch({ category })}
      />
      <KindField value={draft.kind} onChange={(kind) => patch({ kind })} />
      <p className="nc-soft">{t('quickAdd.hint')}</p>
    </RecordDrawer>
  )
}

function useAdd(onAdded: (name: string) => void) {
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  return useMutation({
    mutationFn: async ({ name, birthDay, sex, village, category, kind }: Draft) => {
      const fields = addressFieldsSchema.parse({
        kind,
        name,
        birthDay: birthDay ?? null,
        sex,
        villageId: village?.id,
        mainCategory: category,
      })
      await api.add.call({ fields })
      return fields.name
    },
    onSuccess: (name) => {
      onAdded(name)
      void refresh()
    },
  })
}

function AddedNote({ added }: { added: readonly string[] }) {
  const { t } = useTranslation('addresses')
  const last = added.at(-1)
  return (
    <span role="status">
      {last === undefined
        ? null
        : `${t('quickAdd.added', { name: last })} · ${t('quickAdd.addedCount', { count: added.length })}`}
    </span>
  )
}
