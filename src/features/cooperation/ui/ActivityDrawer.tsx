import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../base/common/language.ts'
import type { Currency } from '../../../base/common/money.ts'
import { CurrencyField } from '../../../base/ui/CurrencyField.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { type PickerOption, SearchPicker } from '../../../base/ui/SearchPicker.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import { ACTIVITY_KINDS, type Activity, type ActivityFields } from '../common/activitySchemas.ts'
import { RemoveActivity } from './RemoveActivity.tsx'
import { useCooperation } from './useCooperation.ts'
import { useLaoPlaces } from './useLaoPlaces.ts'

interface ActivityDrawerProps {
  /** Undefined: a new one. */
  activity: Activity | undefined
  onClose: () => void
}

interface Start {
  language: Language
  /** What the office pays in. */
  currency: Currency
}

type Draft = Omit<ActivityFields, 'partnerId'> & { partner: PickerOption | undefined }

function draftOf(activity: Activity | undefined, { language, currency }: Start): Draft {
  if (activity !== undefined) {
    const { partnerId: _id, ...fields } = activity.fields
    return { ...fields, partner: { id: activity.partner.id, label: activity.partner[language] } }
  }
  const nothing = { place: null, districtId: null, goods: null, rate: null, rateOn: null, note: null }
  const figures = { households: 0, people: 0, amount: 0, goodsValue: 0 }
  const start = { onDay: officeToday(), kind: 'relief', title: '', currency, agreed: false } as const
  return { ...nothing, ...figures, ...start, partner: undefined }
}

/** Writes down one joint activity: counts and sums, no names. Mounted anew for each. */
export function ActivityDrawer({ activity, onClose }: ActivityDrawerProps) {
  const { t } = useTranslation('cooperation')
  const { client, refresh } = useCooperation()
  const { language } = useFormat()
  const { me } = useSignedIn()
  const kept = useKeptForm({
    form: `cooperation.activity:${activity?.id ?? 'new'}`,
    start: draftOf(activity, { language, currency: me?.kind === 'partner' ? 'LAK' : 'VND' }),
    editing: activity !== undefined,
  })
  const { values: draft, change: patch } = kept
  const save = useKeptWrite(kept, {
    write: async (_: undefined, options) => {
      const { partner, ...fields } = draft
      const written = { ...fields, partnerId: partner?.id ?? '' }
      if (activity === undefined) return client.cooperation.add({ fields: written }, options)
      return client.cooperation.update({ id: activity.id, version: activity.version, fields: written }, options)
    },
    onWritten: () => {
      void refresh()
      onClose()
    },
  })
  const isRateHalf = (draft.rate === null) !== (draft.rateOn === null)
  return (
    <KeptDrawer
      draft={kept.draft}
      opened
      title={t(activity === undefined ? 'add' : 'edit')}
      verb={t(activity === undefined ? 'add' : 'save')}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
      saving={save.isPending}
      disabled={draft.partner === undefined || draft.title.trim() === '' || isRateHalf}
      failure={save.failure}
    >
      <WhatAndWhere draft={draft} patch={patch} />
      <Figures draft={draft} patch={patch} />
      <Textarea
        label={t('fields.note')}
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.note ?? ''}
        onChange={(event) => patch({ note: event.currentTarget.value })}
      />
      {activity === undefined ? null : <RemoveActivity activity={activity} onRemoved={onClose} />}
    </KeptDrawer>
  )
}

interface PartProps {
  draft: Draft
  patch: (changes: Partial<Draft>) => void
}

function WhatAndWhere({ draft, patch }: PartProps) {
  const { t } = useTranslation('cooperation')
  const { client } = useCooperation()
  const { language } = useFormat()
  const places = useLaoPlaces()
  const findPartners = async (search: string) => {
    const { partners } = await client.cooperation.units({ search })
    return partners.map((unit) => ({ id: unit.id, label: unit[language], detail: unit.code }))
  }
  return (
    <>
      <SearchPicker
        label={t('fields.partner')}
        required
        search={findPartners}
        value={draft.partner}
        onChange={(partner) => patch({ partner })}
      />
      <DayField
        label={t('fields.onDay')}
        required
        value={draft.onDay}
        onChange={(onDay) => patch({ onDay: onDay ?? draft.onDay })}
      />
      <Select
        label={t('fields.kind')}
        allowDeselect={false}
        data={ACTIVITY_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        value={draft.kind}
        onChange={(value) => patch({ kind: ACTIVITY_KINDS.find((kind) => kind === value) ?? draft.kind })}
      />
      <TextInput
        label={t('fields.title')}
        description={t('fields.titleHint')}
        withAsterisk
        maxLength={200}
        value={draft.title}
        onChange={(event) => patch({ title: event.currentTarget.value })}
      />
      <Select
        label={t('fields.district')}
        searchable
        clearable
        data={places.options}
        value={draft.districtId}
        onChange={(districtId) => patch({ districtId })}
      />
      <TextInput
        label={t('fields.place')}
        maxLength={200}
        value={draft.place ?? ''}
        onChange={(event) => patch({ place: event.currentTarget.value })}
      />
    </>
  )
}

function Figures({ draft, patch }: PartProps) {
  const { t } = useTranslation('cooperation')
  const count = (value: string | number) => Math.max(0, Math.trunc(Number(value) || 0))
  const isForeign = draft.currency !== 'VND'
  return (
    <>
      <NumberInput
        label={t('fields.households')}
        min={0}
        allowDecimal={false}
        value={draft.households}
        onChange={(value) => patch({ households: count(value) })}
      />
      <NumberInput
        label={t('fields.people')}
        min={0}
        allowDecimal={false}
        value={draft.people}
        onChange={(value) => patch({ people: count(value) })}
      />
      <CurrencyField
        label={t('fields.currency')}
        value={draft.currency}
        onChange={(currency) => patch(currency === 'VND' ? { currency, rate: null, rateOn: null } : { currency })}
      />
      <MoneyField
        label={t('fields.amount')}
        currency={draft.currency}
        value={draft.amount}
        onChange={(amount) => patch({ amount: amount ?? 0 })}
      />
      <TextInput
        label={t('fields.goods')}
        maxLength={400}
        value={draft.goods ?? ''}
        onChange={(event) => patch({ goods: event.currentTarget.value })}
      />
      <MoneyField
        label={t('fields.goodsValue')}
        currency={draft.currency}
        value={draft.goodsValue}
        onChange={(goodsValue) => patch({ goodsValue: goodsValue ?? 0 })}
      />
      {isForeign ? (
        <>
          <NumberInput
            label={t('fields.rate')}
            description={t('fields.rateHint')}
            min={0}
            decimalScale={6}
            value={draft.rate ?? ''}
            onChange={(value) => patch({ rate: value === '' ? null : String(value) })}
          />
          <DayField
            label={t('fields.rateOn')}
            value={draft.rateOn ?? undefined}
            onChange={(rateOn) => patch({ rateOn: rateOn ?? null })}
          />
        </>
      ) : null}
      <Checkbox
        label={t('fields.agreed')}
        checked={draft.agreed}
        onChange={(event) => patch({ agreed: event.currentTarget.checked })}
      />
    </>
  )
}
