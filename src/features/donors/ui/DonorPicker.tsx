import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../base/ui/api.tsx'
import { type PickerOption, SearchPicker } from '../../../base/ui/SearchPicker.tsx'
import type { FieldProps } from '../../../base/ui/useReadField.ts'
import type { donorContract } from '../common/contract.ts'
import { DonorDrawer } from './DonorDrawer.tsx'

interface Writing {
  name: string
  done: (chosen: PickerOption | undefined) => void
}

const SHOWN = 12

/** Finds a donor by part of the name, or writes a new one in place. */
export function DonorPicker(props: Partial<FieldProps<PickerOption>>) {
  const { t } = useTranslation('donors')
  const client = useClient<{ donors: typeof donorContract }>()
  const [writing, setWriting] = useState<Writing | undefined>(undefined)
  const finish = (chosen: PickerOption | undefined) => {
    writing?.done(chosen)
    setWriting(undefined)
  }
  return (
    <div>
      <SearchPicker<PickerOption>
        label={t('picker.label')}
        placeholder={t('picker.placeholder')}
        {...props}
        search={async (text, signal) => {
          const filter = text === '' ? {} : { search: text }
          const { rows } = await client.donors.list({ filter, sort: 'closest', limit: SHOWN }, { signal })
          return rows.map(({ id, name, kind, place, phone }) => ({
            id,
            label: name,
            detail: [t(`kinds.${kind}`), place, phone].filter(Boolean).join(' · '),
          }))
        }}
        onCreate={(name) => new Promise((done) => setWriting({ name, done }))}
      />
      {/* React passes events of the inner form on to the form around the picker, although it stands elsewhere on the page. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it offers nothing, it only stops those events */}
      <div role="presentation" onSubmit={keepInside} onKeyDown={keepInside}>
        <DonorDrawer
          opened={writing !== undefined}
          {...(writing ? { name: writing.name } : {})}
          onClose={() => finish(undefined)}
          onSaved={({ id, name }) => finish({ id, label: name })}
        />
      </div>
    </div>
  )
}

function keepInside(event: SyntheticEvent): void {
  event.stopPropagation()
}
