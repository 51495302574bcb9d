import { Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Currency } from '../../../base/common/money.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { CurrencyField } from '../../../base/ui/CurrencyField.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { DonorPicker } from '../../donors/ui/DonorPicker.tsx'
import type { pairingContract } from '../../pairings/common/contract.ts'
import { AddressPicker } from '../../pairings/ui/AddressPicker.tsx'
import { DIRECT_PROOFS } from '../common/deliverySchemas.ts'
import { monthRange } from '../common/monthRange.ts'
import { type GoodsDraft, GoodsFields, goodsInput, NO_GOODS } from './BeyondFields.tsx'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'

export interface RecordDirectDrawerProps {
  opened: boolean
  /** Opened from an address or a pairing. */
  address?: PickerOption
  pairingId?: string
  onClose: () => void
}

/** Trao thẳng: what a sponsor, or commune, school or village, gave the family itself, with its proof. */
export function RecordDirectDrawer(props: RecordDirectDrawerProps) {
  return <DirectForm key={`${props.opened} ${props.pairingId ?? props.address?.id ?? ''}`} {...props} />
}

interface Draft {
  address: PickerOption | undefined
  /** Null = given without a pairing; undefined = not said, the only pairing then. */
  pairingId: string | null | undefined
  channel: 'direct' | 'local'
  onDay: string | undefined
  /** Kỳ that are given in full. */
  instalmentIds: readonly string[]
  extra: number | undefined
  form: 'cash' | 'goods'
  /** Of a gift without a pairing; a pairing has its own. */
  currency: Currency
  /** Of a gift without a pairing. */
  donor: PickerOption | undefined
  goods: GoodsDraft
  place: string
  proof: (typeof DIRECT_PROOFS)[number] | null
  proxyName: string
  proxyRelation: string
}

function firstDraft({ address, pairingId }: Pick<Draft, 'address' | 'pairingId'>): Draft {
  return {
    address,
    pairingId,
    channel: 'direct',
    onDay: officeToday(),
    instalmentIds: [],
    extra: undefined,
    form: 'cash',
    currency: 'VND',
    donor: undefined,
    goods: NO_GOODS,
    place: '',
    proof: null,
    proxyName: '',
    proxyRelation: '',
  }
}

function DirectForm({ opened, address, pairingId, onClose }: RecordDirectDrawerProps) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const kept = useKeptForm({
    form: `ledger.direct:${pairingId ?? address?.id ?? 'new'}`,
    active: opened,
    start: firstDraft({ address, pairingId }),
  })
  const { values: draft, change } = kept
  const pairings = usePairings(draft.address?.id)
  const only = pairings.length === 1 ? pairings[0]?.id : undefined
  const chosenPairing = draft.pairingId === undefined ? (only ?? null) : draft.pairingId
  const due = useDueInstalments(chosenPairing)
  const currency = pairings.find(({ id }) => id === chosenPairing)?.currency ?? draft.currency
  const record = useKeptWrite(kept, {
    write: api.deliveries.recordDirect.call,
    onWritten: (output) => {
      refresh()
      if (output !== undefined) notifications.show({ message: t('direct.recorded') })
      onClose()
    },
  })
  const chosen = due.filter(({ id }) => draft.instalmentIds.includes(id))
  const given = chosen.length > 0 || (draft.extra ?? 0) > 0 || (draft.form === 'cash' && draft.goods.item.trim() !== '')
  const ready = draft.address !== undefined && draft.onDay !== undefined && draft.proof !== null && given
  const submit = () => {
    const { onDay, proof, channel, form } = draft
    const { goods: goodsItem, goodsValue, ...counted } = goodsInput(draft.goods)
    if (draft.address === undefined || onDay === undefined || proof === null) return
    record.mutate({
      addressId: draft.address.id,
      pairingId: chosenPairing,
      channel,
      onDay,
      currency,
      instalments: chosen.map(({ id, remainder }) => ({ instalmentId: id, amount: remainder })),
      extra: draft.extra ?? 0,
      form,
      goodsItem,
      ...counted,
      goodsValue: form === 'goods' ? 0 : goodsValue,
      donorId: chosenPairing === null ? (draft.donor?.id ?? null) : null,
      place: draft.place.trim() === '' ? null : draft.place,
      proof,
      proxyName: draft.proxyName.trim() === '' ? null : draft.proxyName,
      proxyRelation: draft.proxyRelation.trim() === '' ? null : draft.proxyRelation,
    })
  }
  return (
    <KeptDrawer
      draft={kept.draft}
      failure={record.failure}
      opened={opened}
      title={t('direct.title')}
      verb={t('direct.verb')}
      saving={record.isPending}
      disabled={!ready}
      onClose={onClose}
      onSubmit={submit}
    >
      <DirectTarget draft={{ ...draft, pairingId: chosenPairing }} pairings={pairings} onChange={change} />
      <DirectContent draft={draft} due={due} currency={currency} free={chosenPairing === null} onChange={change} />
      <DirectProof draft={draft} onChange={change} />
    </KeptDrawer>
  )
}

interface DraftPart {
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}

type PairingOption = { id: string; donorName: string; currency: Currency }

function usePairings(addressId = ''): PairingOption[] {
  const api = useApi<{ pairings: typeof pairingContract }>()
  const { data } = useQuery(
    api.pairings.list.queryOptions({
      input: { filter: { addressId, states: ['active', 'suspended'] } },
      enabled: addressId !== '',
    }),
  )
  return addressId === '' ? [] : (data?.rows ?? [])
}

function DirectTarget({ draft, pairings, onChange }: DraftPart & { pairings: readonly PairingOption[] }) {
  const { t } = useTranslation('ledger')
  return (
    <>
      <AddressPicker
        required
        value={draft.address}
        onChange={(address) => onChange({ address, pairingId: undefined, instalmentIds: [] })}
      />
      {pairings.length === 0 ? null : (
        <Select
          label={t('direct.pairing')}
          placeholder={t('direct.noPairing')}
          data={pairings.map(({ id, donorName }) => ({ value: id, label: donorName }))}
          value={draft.pairingId ?? null}
          onChange={(pairingId) => onChange({ pairingId, instalmentIds: [] })}
          clearable
        />
      )}
      {(draft.pairingId ?? null) === null ? (
        <DonorPicker label={t('direct.donor')} value={draft.donor} onChange={(donor) => onChange({ donor })} />
      ) : null}
      <SegmentedControl
        aria-label={t('direct.channel')}
        data={(['direct', 'local'] as const).map((channel) => ({ value: channel, label: t(`channels.${channel}`) }))}
        value={draft.channel}
        onChange={(channel) => onChange({ channel })}
      />
    </>
  )
}

interface DueInstalment {
  id: string
  firstMonth: string
  lastMonth: string
  remainder: number
}

/** Kỳ of a pairing of which something is still to be given, the earliest first. */
function useDueInstalments(pairingId: string | null): DueInstalment[] {
  const api = useApi<{ pairings: typeof pairingContract }>()
  const { data } = useQuery(
    api.pairings.get.queryOptions({ input: { id: pairingId ?? '' }, enabled: pairingId !== null }),
  )
  if (pairingId === null || data === undefined) return []
  return data.instalments.flatMap(({ id, firstMonth, lastMonth, remainder }) =>
    id === null || remainder === 0 ? [] : [{ id, firstMonth, lastMonth, remainder }],
  )
}

interface DirectContentProps extends DraftPart {
  due: readonly DueInstalment[]
  currency: Currency
  /** Without a pairing: the currency is chosen. */
  free: boolean
}

function DirectContent({ draft, due, currency, free, onChange }: DirectContentProps) {
  const { t } = useTranslation('ledger')
  const { formatAmount } = useFormat()
  return (
    <>
      {due.length === 0 ? null : (
        <Checkbox.Group
          label={t('direct.instalments')}
          value={[...draft.instalmentIds]}
          onChange={(instalmentIds) => onChange({ instalmentIds })}
        >
          {due.map(({ id, firstMonth, lastMonth, remainder }) => (
            <Checkbox
              key={id}
              value={id}
              label={`${monthRange(firstMonth, lastMonth)} · ${formatAmount(remainder, currency)}`}
            />
          ))}
        </Checkbox.Group>
      )}
      <MoneyField
        label={due.length === 0 ? t('direct.amount') : t('direct.extra')}
        currency={currency}
        value={draft.extra}
        onChange={(extra) => onChange({ extra })}
      />
      {free ? (
        <CurrencyField label={t('currency')} value={currency} onChange={(next) => onChange({ currency: next })} />
      ) : null}
      <SegmentedControl
        aria-label={t('direct.form')}
        data={[
          { value: 'cash', label: t('methods.cash') },
          { value: 'goods', label: t('methods.goods') },
        ]}
        value={draft.form}
        onChange={(form) => onChange({ form: form === 'goods' ? 'goods' : 'cash' })}
      />
      <GoodsFields
        label={draft.form === 'goods' ? t('direct.goodsItem') : t('direct.goodsBeside')}
        goods={draft.goods}
        onGoods={(goods) => onChange({ goods })}
        currency={currency}
        withoutValue={draft.form === 'goods'}
      />
    </>
  )
}

/** When, where, who received, and what shows it. */
function DirectProof({ draft, onChange }: DraftPart) {
  const { t } = useTranslation('ledger')
  return (
    <>
      <DayField label={t('direct.day')} required value={draft.onDay} onChange={(onDay) => onChange({ onDay })} />
      <Select
        label={t('direct.proof')}
        withAsterisk
        data={DIRECT_PROOFS.map((proof) => ({ value: proof, label: t(`proofs.${proof}`) }))}
        value={draft.proof}
        onChange={(proof) => onChange({ proof })}
      />
      <TextInput
        label={t('direct.place')}
        value={draft.place}
        onChange={(event) => onChange({ place: event.currentTarget.value })}
      />
      <TextInput
        label={t('direct.proxy')}
        value={draft.proxyName}
        onChange={(event) => onChange({ proxyName: event.currentTarget.value })}
      />
      {draft.proxyName.trim() === '' ? null : (
        <TextInput
          label={t('direct.proxyRelation')}
          value={draft.proxyRelation}
          onChange={(event) => onChange({ proxyRelation: event.currentTarget.value })}
        />
      )}
    </>
  )
}
