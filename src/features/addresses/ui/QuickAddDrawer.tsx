import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { DraftState } from '../../desk/ui/DraftState.tsx'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { type KeptForm, useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { VillagePicker } from '../../units/ui/VillagePicker.tsx'
import { WordSelect } from '../../units/ui/WordSelect.tsx'
import { type AddressFields, addressFieldsSchema } from '../common/addressSchemas.ts'
import type { addressContract } from '../common/contract.ts'
import { KindField } from './KindField.tsx'
import { SexField } from './SexField.tsx'
import { SimilarNotice, similarQuestion, type TypedPerson } from './SimilarNotice.tsx'
import { useRefreshAfterWrite } from './useAddressApi.ts'

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
 * list is typed village by village.
 */
export function QuickAddDrawer({ opened, onClose }: QuickAddDrawerProps) {
  const { t } = useTranslation('addresses')
  const [start, setStart] = useState(NOTHING)
  const kept = useKeptForm({ form: 'addresses.new', active: opened, start })
  const draft = kept.values
  const [added, setAdded] = useState<string[]>([])
  const [asked, setAsked] = useState(false)
  const patch = (changes: Partial<Draft>) => {
    setAsked(false)
    kept.change(changes)
  }
  const add = useAdd(kept, {
    onAsked: () => setAsked(true),
    onAdded: (name) => {
      setAdded((before) => [...before, name])
      setAsked(false)
      setStart({ ...draft, name: undefined, birthDay: undefined, sex: null })
    },
  })
  const complete = (draft.name ?? '') !== '' && draft.village !== undefined && draft.category !== null
  const close = () => {
    setAdded([])
    onClose()
  }
  return (
    <KeptDrawer
      draft={kept.draft}
      opened={opened}
      title={t('quickAdd.title')}
      verb={t('actions.saveNext')}
      onSubmit={() => add.mutate({ draft, twoPeople: [] })}
      onClose={close}
      saving={add.isPending}
      disabled={!complete}
      failure={add.failure}
      note={<AddedNote added={added} asked={asked} kept={kept} />}
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
        <SimilarNotice
          person={personOf(draft)}
          {...(complete ? { onTwoPeople: (twoPeople: string[]) => add.mutate({ draft, twoPeople }) } : {})}
        />
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
    </KeptDrawer>
  )
}

interface Adding {
  draft: Draft
  /** People on file of whom somebody said just now that they are others. */
  twoPeople: string[]
}

interface AfterAdding {
  onAdded: (name: string) => void
  /** Nothing was written: somebody likely the same is on file, and nobody said that they are two. */
  onAsked: () => void
}

/** Looks once more before it writes: Enter is quicker than the hint. */
function useAdd(kept: KeptForm<Draft>, { onAdded, onAsked }: AfterAdding) {
  const { addresses: api } = useApi<{ addresses: typeof addressContract }>()
  const refresh = useRefreshAfterWrite()
  return useKeptWrite(kept, {
    write: async ({ draft, twoPeople }: Adding, options) => {
      const { name, birthDay, sex, village, category, kind } = draft
      // With the draft too: the person who is on file already may be the one this very form wrote.
      const { rows } = await api.findSimilar.call(similarQuestion(personOf(draft)), options)
      if (rows.some(({ id, likely }) => likely && !twoPeople.includes(id))) return false
      const fields = addressFieldsSchema.parse({
        kind,
        name,
        birthDay: birthDay ?? null,
        sex,
        villageId: village?.id,
        mainCategory: category,
      })
      await api.add.call({ fields, otherThan: twoPeople }, options)
      return true
    },
    isWritten: (added) => added,
    onNotWritten: onAsked,
    onWritten: (_, { draft }) => {
      onAdded(draft.name ?? '')
      void refresh()
    },
  })
}

function personOf({ name, birthDay, sex, village }: Draft): TypedPerson {
  return { name: name ?? '', birthDay: birthDay ?? null, idNumber: null, phone: null, sex, village }
}

interface AddedNoteProps {
  added: readonly string[]
  asked: boolean
  kept: KeptForm<Draft>
}

function AddedNote({ added, asked, kept }: AddedNoteProps) {
  const { t } = useTranslation('addresses')
  const last = added.at(-1)
  if (asked) return <strong role="alert">{t('similar.ask')}</strong>
  if (last === undefined) return <DraftState draft={kept.draft} />
  return (
    <span role="status">
      {`${t('quickAdd.added', { name: last })} · ${t('quickAdd.addedCount', { count: added.length })}`}
    </span>
  )
}
