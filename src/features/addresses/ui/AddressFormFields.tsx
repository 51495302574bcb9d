import { Autocomplete, MultiSelect, NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from '../../../base/ui/DayField.tsx'
import { LineField } from '../../../base/ui/LineField.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { MonthField } from '../../../base/ui/MonthField.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { ParagraphField } from '../../../base/ui/ParagraphField.tsx'
import { PhoneField } from '../../../base/ui/PhoneField.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { foldedFilter } from '../../units/ui/foldedFilter.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import { VillagePicker } from '../../units/ui/VillagePicker.tsx'
import { WordSelect } from '../../units/ui/WordSelect.tsx'
import type { AddressFields } from '../common/addressSchemas.ts'
import { KindField } from './KindField.tsx'
import { PointField } from './PointField.tsx'
import { SexField } from './SexField.tsx'

/** The form of an address as it is being written: a village is chosen with its name. */
export interface AddressDraft extends Omit<AddressFields, 'villageId'> {
  village: PickerOption | undefined
}

export interface AddressFormProps {
  draft: AddressDraft
  onChange: (changes: Partial<AddressDraft>) => void
  /** A province may choose villages of the commune the address is in. */
  communeId?: string | undefined
  /** Who may be the same person: beside what says who it is, where it is read. */
  similar?: ReactNode
}

/** All fields of an address, in the four groups of the paper form. */
export function AddressFormFields({ draft, onChange, communeId, similar }: AddressFormProps) {
  return (
    <>
      <IdentityFields draft={draft} onChange={onChange} />
      {similar}
      <PlaceFields draft={draft} onChange={onChange} communeId={communeId} />
      <SituationFields draft={draft} onChange={onChange} />
      <GuardianFields draft={draft} onChange={onChange} />
    </>
  )
}

function FieldGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="nc-form-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

function IdentityFields({ draft, onChange }: AddressFormProps) {
  const { t } = useTranslation('addresses')
  const { words } = useVocabulary('ethnicGroup')
  return (
    <FieldGroup title={t('groups.identity')}>
      <div className="nc-form-pair">
        <NameField
          label={t('fields.name')}
          required
          autoFocus
          value={draft.name || undefined}
          onChange={(name) => onChange({ name: name ?? '' })}
        />
        <NameField
          label={t('fields.otherName')}
          value={draft.otherName ?? undefined}
          onChange={(name) => onChange({ otherName: name ?? null })}
        />
        <DayField
          label={t('fields.birthDay')}
          description=""
          placeholder={t('fields.birthHint')}
          partial
          window={{ latest: officeToday() }}
          value={draft.birthDay ?? undefined}
          onChange={(day) => onChange({ birthDay: day ?? null })}
        />
        <SexField value={draft.sex} onChange={(sex) => onChange({ sex })} />
        <LineField
          label={t('fields.idNumber')}
          figures
          value={draft.idNumber}
          onChange={(idNumber) => onChange({ idNumber })}
        />
        <LineField
          label={t('fields.formerIdNumber')}
          figures
          value={draft.formerIdNumber}
          onChange={(formerIdNumber) => onChange({ formerIdNumber })}
        />
        <PhoneField
          label={t('fields.phone')}
          value={draft.phone ?? undefined}
          onChange={(phone) => onChange({ phone: phone ?? null })}
        />
        <Autocomplete
          label={t('fields.ethnicity')}
          data={words.map((word) => word.name)}
          filter={foldedFilter}
          maxDropdownHeight="14rem"
          value={draft.ethnicity ?? ''}
          onChange={(text) => onChange({ ethnicity: text || null })}
        />
        <KindField
          kinds={draft.kind === 'collective' ? ['collective'] : ['person', 'household']}
          value={draft.kind}
          onChange={(kind) => onChange({ kind })}
        />
      </div>
    </FieldGroup>
  )
}

function PlaceFields({ draft, onChange, communeId }: AddressFormProps) {
  const { t } = useTranslation('addresses')
  return (
    <FieldGroup title={t('groups.place')}>
      <div className="nc-form-pair">
        <VillagePicker
          label={t('fields.villageId')}
          required
          communeId={communeId}
          value={draft.village}
          onChange={(village) => onChange({ village })}
        />
        <LineField
          label={t('fields.addressLine')}
          value={draft.addressLine}
          onChange={(addressLine) => onChange({ addressLine })}
        />
      </div>
      <LineField
        label={t('fields.formerAddress')}
        value={draft.formerAddress}
        onChange={(formerAddress) => onChange({ formerAddress })}
      />
      <PointField value={draft.point} onChange={(point) => onChange({ point })} />
    </FieldGroup>
  )
}

function SituationFields({ draft, onChange }: AddressFormProps) {
  const { t } = useTranslation('addresses')
  const { words } = useVocabulary('category')
  const others = words.filter(({ code }) => code !== draft.mainCategory)
  return (
    <FieldGroup title={t('groups.situation')}>
      <div className="nc-form-pair">
        <WordSelect
          kind="category"
          label={t('fields.mainCategory')}
          required
          value={draft.mainCategory}
          onChange={(code) => onChange({ mainCategory: code ?? draft.mainCategory })}
        />
        <MultiSelect
          label={t('fields.otherCategories')}
          data={others.map(({ code, name }) => ({ value: code, label: name }))}
          searchable
          filter={foldedFilter}
          maxDropdownHeight="14rem"
          value={draft.otherCategories}
          onChange={(otherCategories) => onChange({ otherCategories })}
        />
      </div>
      <ParagraphField
        label={t('fields.situation')}
        value={draft.situation}
        onChange={(situation) => onChange({ situation })}
      />
      <ParagraphField label={t('fields.needs')} value={draft.needs} onChange={(needs) => onChange({ needs })} />
      <ParagraphField label={t('fields.wish')} value={draft.wish} onChange={(wish) => onChange({ wish })} />
      <NeedFields draft={draft} onChange={onChange} />
      <LineField
        label={t('fields.responsible')}
        value={draft.responsible}
        onChange={(responsible) => onChange({ responsible })}
      />
      <ParagraphField label={t('fields.note')} value={draft.note} onChange={(note) => onChange({ note })} />
    </FieldGroup>
  )
}

function NeedFields({ draft, onChange }: AddressFormProps) {
  const { t } = useTranslation('addresses')
  return (
    <div className="nc-form-pair">
      <MoneyField
        label={t('fields.monthlyNeed')}
        value={draft.monthlyNeed ?? undefined}
        onChange={(amount) => onChange({ monthlyNeed: amount ?? null })}
      />
      <DayField
        label={t('fields.nextVisitOn')}
        value={draft.nextVisitOn ?? undefined}
        onChange={(day) => onChange({ nextVisitOn: day ?? null })}
      />
      <MonthField
        label={t('fields.needFrom')}
        value={draft.needFrom ?? undefined}
        onChange={(month) => onChange({ needFrom: month ?? null })}
      />
      <NumberInput
        label={t('fields.needMonths')}
        min={1}
        max={600}
        allowDecimal={false}
        value={draft.needMonths ?? ''}
        onChange={(months) => onChange({ needMonths: typeof months === 'number' ? months : null })}
      />
    </div>
  )
}

function GuardianFields({ draft, onChange }: AddressFormProps) {
  const { t } = useTranslation('addresses')
  return (
    <FieldGroup title={t('groups.guardian')}>
      <div className="nc-form-pair">
        <NameField
          label={t('fields.guardianName')}
          value={draft.guardianName ?? undefined}
          onChange={(name) => onChange({ guardianName: name ?? null })}
        />
        <LineField
          label={t('fields.guardianRelation')}
          value={draft.guardianRelation}
          onChange={(guardianRelation) => onChange({ guardianRelation })}
        />
        <PhoneField
          label={t('fields.guardianPhone')}
          value={draft.guardianPhone ?? undefined}
          onChange={(phone) => onChange({ guardianPhone: phone ?? null })}
        />
      </div>
    </FieldGroup>
  )
}
