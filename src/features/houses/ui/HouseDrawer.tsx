import { Checkbox, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { type PickerOption, SearchPicker } from '../../../base/ui/SearchPicker.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { addressContract } from '../../addresses/common/contract.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import type { houseContract } from '../common/contract.ts'
import {
  HOUSE_KINDS,
  type HouseFields as HouseFacts,
  type HouseFile,
  type HouseKind,
  type HousingParts,
} from '../common/houseSchemas.ts'
import { costWarning } from '../common/rules.ts'

interface HouseDrawerProps {
  opened: boolean
  /** The house to edit; a new one without it. */
  house?: HouseFile
  /** Given when the drawer is opened from the page of an address. */
  family?: PickerOption
  onClose: () => void
  onSaved: (id: string) => void
}

interface Draft {
  family: PickerOption | undefined
  kind: HouseKind
  programme: string
  budget: number | undefined
  area: number | undefined
  outsideProvince: boolean
  before: HousingParts
  after: HousingParts
  permitNote: string
  note: string
}

/** The facts of a house, new or changed. */
export function HouseDrawer({ opened, house, family: given, onClose, onSaved }: HouseDrawerProps) {
  const { t } = useTranslation('houses')
  const queries = useQueryClient()
  const api = useApi<{ houses: typeof houseContract }>()
  const kept = useKeptForm({
    form: `houses.house:${house?.id ?? given?.id ?? 'new'}`,
    active: opened,
    start: draftOf(house, given),
    editing: house !== undefined,
  })
  const draft = kept.values
  const save = useKeptWrite(kept, {
    write: async (fields: HouseFacts, options) => {
      if (house === undefined) return (await api.houses.add.call({ fields }, options)).id
      await api.houses.update.call({ id: house.id, version: house.version, fields }, options)
      return house.id
    },
    onWritten: async (id = house?.id) => {
      await queries.invalidateQueries()
      onClose()
      if (id !== undefined) onSaved(id)
    },
  })
  const { family, budget } = draft
  const submit = () => {
    if (family === undefined || budget === undefined) return
    save.mutate(fieldsOf({ ...draft, family, budget, currency: house?.currency ?? 'VND' }))
  }
  return (
    <KeptDrawer
      draft={kept.draft}
      opened={opened}
      title={t(house === undefined ? 'addTitle' : 'editTitle')}
      verb={t('actions.save', { ns: 'common' })}
      onSubmit={submit}
      onClose={onClose}
      saving={save.isPending}
      disabled={family === undefined || budget === undefined}
      failure={save.failure}
    >
      <HouseFields draft={draft} editing={house !== undefined} onChange={kept.change} />
    </KeptDrawer>
  )
}

interface HouseFieldsProps {
  draft: Draft
  editing: boolean
  onChange: (part: Partial<Draft>) => void
}

function HouseFields({ draft, editing, onChange }: HouseFieldsProps) {
  const { t } = useTranslation('houses')
  const { formatDay } = useFormat()
  const client = useClient<{ addresses: typeof addressContract }>()
  const warning = draft.budget === undefined ? undefined : costWarning(draft.kind, draft.budget)
  const search = async (text: string, signal: AbortSignal): Promise<PickerOption[]> => {
    const { rows } = await client.addresses.list({ filter: { search: text }, sort: 'closest', limit: 20 }, { signal })
    return rows.map((row) => ({
      id: row.id,
      label: row.displayName,
      detail: [row.birthDay === null ? '' : formatDay(row.birthDay), row.villageName].filter(Boolean).join(' · '),
    }))
  }
  return (
    <>
      <SearchPicker
        label={t('fields.family')}
        required
        disabled={editing}
        value={draft.family}
        onChange={(family) => onChange({ family })}
        search={search}
      />
      <SegmentedControl
        aria-label={t('fields.kind')}
        data={HOUSE_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        value={draft.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <MoneyField
        label={t('fields.budget')}
        required
        value={draft.budget}
        onChange={(budget) => onChange({ budget })}
        {...(warning === undefined ? {} : { description: t(`warnings.${warning}`) })}
      />
      <TextInput
        label={t('fields.programme')}
        description={t('fields.programmeHint')}
        value={draft.programme}
        onChange={(event) => onChange({ programme: event.currentTarget.value })}
      />
      <NumberInput
        label={t('fields.area')}
        min={1}
        max={10_000}
        decimalSeparator=","
        hideControls
        value={draft.area ?? ''}
        onChange={(area) => onChange({ area: typeof area === 'number' ? area : undefined })}
      />
      <Checkbox
        label={t('fields.outsideProvince')}
        checked={draft.outsideProvince}
        onChange={(event) => onChange({ outsideProvince: event.currentTarget.checked })}
      />
      <PartsFields label={t('fields.before')} value={draft.before} onChange={(before) => onChange({ before })} />
      {editing ? (
        <PartsFields label={t('fields.after')} value={draft.after} onChange={(after) => onChange({ after })} />
      ) : null}
      <TextInput
        label={t('fields.permitNote')}
        autoComplete="off"
        value={draft.permitNote}
        onChange={(event) => onChange({ permitNote: event.currentTarget.value })}
      />
      <Textarea
        label={t('fields.note')}
        autosize
        minRows={2}
        value={draft.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </>
  )
}

interface PartsFieldsProps {
  label: string
  value: HousingParts
  onChange: (parts: HousingParts) => void
}

/** The three structures: floor, frame, roof. */
function PartsFields({ label, value, onChange }: PartsFieldsProps) {
  const { t } = useTranslation('houses')
  const options = (['durable', 'notDurable'] as const).map((code) => ({ value: code, label: t(`housing.${code}`) }))
  return (
    <fieldset className="nc-house-parts">
      <legend>{label}</legend>
      {(['floor', 'frame', 'roof'] as const).map((part) => (
        <Select
          key={part}
          label={t(`housing.${part}`)}
          clearable
          data={options}
          value={value[part]}
          onChange={(code) => onChange({ ...value, [part]: code })}
        />
      ))}
    </fieldset>
  )
}

const NOT_LOOKED_AT: HousingParts = { floor: null, frame: null, roof: null }

function draftOf(house: HouseFile | undefined, family: PickerOption | undefined): Draft {
  return {
    family: house === undefined ? family : { id: house.addressId, label: house.displayName },
    kind: house?.kind ?? 'new',
    programme: house?.programme ?? '',
    budget: house?.budget,
    area: house?.areaM2 ?? undefined,
    outsideProvince: house?.outsideProvince ?? false,
    before: house?.before ?? NOT_LOOKED_AT,
    after: house?.after ?? NOT_LOOKED_AT,
    permitNote: house?.permitNote ?? '',
    note: house?.note ?? '',
  }
}

function fieldsOf(draft: Draft & { family: PickerOption; budget: number; currency: HouseFile['currency'] }) {
  return {
    addressId: draft.family.id,
    kind: draft.kind,
    programme: draft.programme,
    budget: draft.budget,
    currency: draft.currency,
    areaM2: draft.area ?? null,
    outsideProvince: draft.outsideProvince,
    before: draft.before,
    after: draft.after,
    permitNote: draft.permitNote || null,
    note: draft.note,
  }
}
