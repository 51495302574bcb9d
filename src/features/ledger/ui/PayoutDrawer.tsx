import { SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../base/common/day.ts'
import type { Currency } from '../../../base/common/money.ts'
import { useApi } from '../../../base/ui/api.tsx'
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
import { CommunePicker } from '../../units/ui/CommunePicker.tsx'
import { type FundRow, PAYOUT_KINDS, type PayoutKind, type PurseChoice } from '../common/bookSchemas.ts'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'

/** A part of a house's money is paid on the page of the house. */
type KindHere = Exclude<PayoutKind, 'house'>
const KINDS_HERE = PAYOUT_KINDS.filter((kind): kind is KindHere => kind !== 'house')

interface Draft {
  kind: KindHere
  /** Key of a fund, or `family`. */
  from: string | null
  /** Of a family: the sponsor, then one of the pairings. */
  donor: PickerOption | undefined
  pairingId: string | null
  /** Key of a fund, or `new`. */
  to: string | null
  toPurpose: string
  counterpart: PickerOption | undefined
  amount: number | undefined
  onDay: Day | undefined
  note: string
}

/** Money that leaves a purse other than to an address: back, on, or over to another purpose. */
export function PayoutDrawer({ funds, onClose }: { funds: readonly FundRow[]; onClose: () => void }) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const kept = useKeptForm({ form: 'ledger.payout', start: nothingYet() })
  const { values: draft, change } = kept
  const pairings = usePairings(draft.donor?.id)
  const pay = useKeptWrite(kept, {
    write: api.payouts.add.call,
    onWritten: (payout) => {
      refresh()
      if (payout !== undefined) {
        const { series, number, year } = payout
        notifications.show({ message: t('payouts.added', { number: `${series} ${number}/${year}` }) })
      }
      onClose()
    },
  })
  const source = funds.find((fund) => keyOf(fund) === draft.from)
  const pairing = pairings.find(({ id }) => id === draft.pairingId)
  const currency = source?.currency ?? pairing?.currency ?? 'VND'
  const from = source === undefined ? pairing && purseOfPairing(pairing.id) : purseOfFund(source)
  const to = targetOf(draft, funds)
  const named = { refund: draft.donor !== undefined, transfer: draft.counterpart !== undefined, move: to !== null }
  const reasoned = draft.kind !== 'move' || draft.note.trim() !== ''
  const { kind, amount, onDay } = draft
  return (
    <KeptDrawer
      draft={kept.draft}
      failure={pay.failure}
      opened
      title={t('payouts.add')}
      verb={t('payouts.verb')}
      saving={pay.isPending}
      disabled={from === undefined || !named[kind] || !reasoned || (amount ?? 0) === 0 || onDay === undefined}
      onSubmit={() => {
        if (from === undefined || amount === undefined || onDay === undefined) return
        pay.mutate({
          kind,
          onDay,
          amount,
          currency,
          from,
          to: kind === 'move' ? to : null,
          donorId: kind === 'refund' ? (draft.donor?.id ?? null) : null,
          counterpartUnitId: kind === 'transfer' ? (draft.counterpart?.id ?? null) : null,
          note: draft.note.trim() === '' ? null : draft.note,
        })
      }}
      onClose={onClose}
    >
      <SegmentedControl
        orientation="vertical"
        fullWidth
        aria-label={t('payouts.kind')}
        data={KINDS_HERE.map((each) => ({ value: each, label: t(`payouts.kinds.${each}`) }))}
        value={kind}
        onChange={(next) => change({ kind: next })}
      />
      <SourceFields draft={draft} funds={funds} pairings={pairings} onChange={change} />
      {kind === 'move' ? <TargetFields draft={draft} funds={funds} currency={currency} onChange={change} /> : null}
      {kind === 'transfer' ? (
        <CommunePicker
          anyLevel
          label={t('payouts.counterpart')}
          required
          value={draft.counterpart}
          onChange={(counterpart) => change({ counterpart })}
        />
      ) : null}
      <MoneyField
        label={t('payouts.amount')}
        required
        inWords
        currency={currency}
        value={amount}
        onChange={(next) => change({ amount: next })}
      />
      <DayField label={t('payouts.day')} required value={onDay} onChange={(next) => change({ onDay: next })} />
      <Textarea
        label={t('payouts.note')}
        withAsterisk={kind === 'move'}
        autosize
        minRows={2}
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </KeptDrawer>
  )
}

function nothingYet(): Draft {
  return {
    kind: 'refund',
    from: null,
    donor: undefined,
    pairingId: null,
    to: null,
    toPurpose: '',
    counterpart: undefined,
    amount: undefined,
    onDay: officeToday(),
    note: '',
  }
}

const FAMILY = 'family'
const NEW = 'new'

interface DraftPart {
  draft: Draft
  funds: readonly FundRow[]
  onChange: (changes: Partial<Draft>) => void
}

function SourceFields({ draft, funds, pairings, onChange }: DraftPart & { pairings: readonly PairingOption[] }) {
  const { t } = useTranslation('ledger')
  const options = useFundOptions(funds.filter(({ balance }) => balance > 0))
  const family = draft.from === FAMILY
  return (
    <>
      <Select
        label={t('payouts.from')}
        withAsterisk
        data={[{ value: FAMILY, label: t('payouts.fromFamily') }, ...options]}
        value={draft.from}
        onChange={(from) => onChange({ from })}
      />
      {family || draft.kind === 'refund' ? (
        <DonorPicker
          label={t('payouts.donor')}
          required
          value={draft.donor}
          onChange={(donor) => onChange({ donor, pairingId: null })}
        />
      ) : null}
      {family ? (
        <Select
          label={t('payouts.pairing')}
          withAsterisk
          data={pairings.map(({ id, addressName }) => ({ value: id, label: addressName }))}
          value={draft.pairingId}
          onChange={(pairingId) => onChange({ pairingId })}
        />
      ) : null}
    </>
  )
}

function TargetFields({ draft, funds, currency, onChange }: DraftPart & { currency: Currency }) {
  const { t } = useTranslation('ledger')
  const options = useFundOptions(funds.filter((fund) => fund.currency === currency && keyOf(fund) !== draft.from))
  return (
    <>
      <Select
        label={t('payouts.to')}
        withAsterisk
        data={[...options, { value: NEW, label: t('payouts.toNew') }]}
        value={draft.to}
        onChange={(to) => onChange({ to })}
      />
      {draft.to === NEW ? (
        <TextInput
          label={t('payouts.toNew')}
          withAsterisk
          value={draft.toPurpose}
          onChange={(event) => onChange({ toPurpose: event.currentTarget.value })}
        />
      ) : null}
    </>
  )
}

function useFundOptions(funds: readonly FundRow[]): { value: string; label: string }[] {
  const { t } = useTranslation('ledger')
  const { formatMoney } = useFormat()
  return funds.map((fund) => {
    const name = fund.kind === 'house' ? t('funds.house', { name: fund.name }) : fund.name
    const left = t('payouts.left', { amount: formatMoney({ amount: fund.balance, currency: fund.currency }) })
    return { value: keyOf(fund), label: `${name} (${left})` }
  })
}

interface PairingOption {
  id: string
  addressName: string
  currency: Currency
}

function usePairings(donorId = ''): PairingOption[] {
  const api = useApi<{ pairings: typeof pairingContract }>()
  const { data } = useQuery(
    api.pairings.list.queryOptions({
      input: { filter: { donorId, channel: 'fund' }, limit: 200 },
      enabled: donorId !== '',
    }),
  )
  return donorId === '' ? [] : (data?.rows ?? [])
}

function keyOf({ kind, id, currency }: FundRow): string {
  return `${kind} ${currency} ${id}`
}

function purseOfFund({ kind, id }: FundRow): PurseChoice {
  return kind === 'house' ? { kind, houseId: id } : { kind, purpose: id }
}

function purseOfPairing(pairingId: string): PurseChoice {
  return { kind: 'pairing', pairingId }
}

function targetOf({ to, toPurpose }: Draft, funds: readonly FundRow[]): PurseChoice | null {
  if (to === NEW) return toPurpose.trim() === '' ? null : { kind: 'purpose', purpose: toPurpose }
  const fund = funds.find((each) => keyOf(each) === to)
  return fund === undefined ? null : purseOfFund(fund)
}
