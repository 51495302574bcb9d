import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Currency } from '../../../base/common/money.ts'
import { CurrencyField } from '../../../base/ui/CurrencyField.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { DonorPicker } from '../../donors/ui/DonorPicker.tsx'
import { CommunePicker } from '../../units/ui/CommunePicker.tsx'
import { monthRange } from '../common/monthRange.ts'
import {
  METHODS,
  type NewAllocation,
  type NewReceipt,
  SERIES,
  type Series,
  SOURCES,
  type SuggestedAllocation,
} from '../common/receiptSchemas.ts'
import { allocationsDifference, seriesOf } from '../common/rules.ts'
import { type FreeAllocation, FreeAllocations, freeAllocationsOf } from './FreeAllocations.tsx'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'
import './ledger.css'

interface Draft {
  donor?: PickerOption | undefined
  payerName: string
  onDay: string | undefined
  amount: number | undefined
  method: (typeof METHODS)[number]
  series?: Series | undefined
  source: (typeof SOURCES)[number]
  counterpart?: PickerOption | undefined
  purpose: string
  currency: Currency
  /** What is for no family: houses and purposes by their own amounts. */
  free: readonly FreeAllocation[]
  /** What the clerk wrote over what was suggested, by pairing. */
  changed: Record<string, number | undefined>
}

/** Day, method and source stay for the next receipt: papers are typed in batches. */
function nextDraft(before?: Draft): Draft {
  const { onDay = officeToday(), method = 'cash', source = 'own', currency = 'VND' } = before ?? {}
  return { payerName: '', onDay, amount: undefined, currency, method, source, purpose: '', free: [], changed: {} }
}

interface Writing {
  receipt: NewReceipt
  /** Closes the drawer, or begins the next. */
  then: () => void
}

/** Writes a phiếu thu or biên nhận; a sponsor's amount spreads itself over the families it pays for. */
export function ReceiptDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const [start, setStart] = useState(() => nextDraft())
  const kept = useKeptForm({ form: 'ledger.receipt', active: opened, start })
  const { values: draft, change } = kept
  const { allocations, suggestion } = useAllocations(draft)
  const add = useKeptWrite(kept, {
    write: ({ receipt }: Writing, options) => api.receipts.add.call(receipt, options),
    onWritten: (written, { then }) => {
      refresh()
      if (written !== undefined) {
        const { series, number, year } = written
        notifications.show({ message: t('receipts.added', { number: `${series} ${number}/${year}` }) })
      }
      setStart(nextDraft(draft))
      then()
    },
  })
  const difference = allocationsDifference(draft.amount ?? 0, allocations)
  const payer = draft.donor !== undefined || draft.payerName.trim() !== ''
  const ready =
    payer && (draft.amount ?? 0) > 0 && draft.onDay !== undefined && allocations.length > 0 && difference === 0
  const write = (then: () => void) => {
    if (draft.onDay === undefined || draft.amount === undefined) return
    const { onDay, amount, currency, method, source } = draft
    const common = {
      onDay,
      amount,
      currency,
      method,
      source,
      ...(draft.series === undefined ? {} : { series: draft.series }),
    }
    const receipt = {
      ...common,
      donorId: draft.donor?.id ?? null,
      payerName: draft.payerName,
      counterpartUnitId: draft.counterpart?.id ?? null,
      purpose: draft.purpose.trim() === '' ? null : draft.purpose,
      allocations,
    }
    add.mutate({ receipt, then })
  }
  return (
    <KeptDrawer
      draft={kept.draft}
      failure={add.failure}
      opened={opened}
      size="lg"
      title={t('receipts.actions.add')}
      verb={t(draft.method === 'goods' ? 'receipts.goodsVerb' : 'receipts.verb')}
      saving={add.isPending}
      disabled={!ready}
      onClose={onClose}
      onSubmit={() => write(onClose)}
      also={{ verb: t('receipts.andAnother'), onSubmit: write }}
    >
      <ReceiptFields draft={draft} onChange={change} />
      <Allocations draft={draft} lines={suggestion} onChange={change} />
      <FreeAllocations free={draft.free} currency={draft.currency} onChange={(free) => change({ free })} />
      {difference === 0 || draft.amount === undefined ? null : (
        <FailureNotice
          failure={{ code: 'ledger.allocationsDiffer', params: allocationParams(draft.amount, difference) }}
        />
      )}
    </KeptDrawer>
  )
}

function allocationParams(amount: number, difference: number) {
  return { amount, allocated: amount + difference, difference: Math.abs(difference) }
}

interface DraftPart {
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}

function ReceiptFields({ draft, onChange }: DraftPart) {
  const { t } = useTranslation('ledger')
  return (
    <>
      <DonorPicker
        label={t('receipts.fields.donor')}
        value={draft.donor}
        onChange={(donor) => onChange({ donor, changed: {} })}
      />
      <TextInput
        label={t('receipts.fields.payer')}
        description={draft.donor === undefined ? null : t('receipts.fields.payerHint')}
        value={draft.payerName}
        onChange={(event) => onChange({ payerName: event.currentTarget.value })}
      />
      <div className="nc-field-pair" data-money>
        <MoneyField
          label={t(draft.method === 'goods' ? 'receipts.fields.goodsValue' : 'receipts.fields.amount')}
          required
          inWords
          currency={draft.currency}
          value={draft.amount}
          onChange={(amount) => onChange({ amount, changed: {} })}
        />
        <CurrencyField
          label={t('currency')}
          value={draft.currency}
          onChange={(currency) => onChange({ currency, changed: {} })}
        />
      </div>
      <SegmentedControl
        aria-label={t('receipts.fields.method')}
        data={METHODS.map((method) => ({ value: method, label: t(`methods.${method}`) }))}
        value={draft.method}
        onChange={(method) => onChange({ method, series: undefined })}
      />
      <SegmentedControl
        aria-label={t('receipts.fields.series')}
        data={SERIES.map((series) => ({ value: series, label: t(`series.${series}`) }))}
        value={draft.series ?? seriesOf(draft.method)}
        onChange={(series) => onChange({ series })}
      />
      <DayField
        label={t('receipts.fields.day')}
        required
        value={draft.onDay}
        onChange={(onDay) => onChange({ onDay })}
      />
      <Select
        label={t('receipts.fields.source')}
        data={SOURCES.map((source) => ({ value: source, label: t(`sources.${source}`) }))}
        value={draft.source}
        onChange={(source) => source && onChange({ source, counterpart: undefined })}
        allowDeselect={false}
      />
      {draft.source !== 'otherUnit' ? null : (
        <CommunePicker
          label={t('receipts.fields.counterpart')}
          required
          value={draft.counterpart}
          onChange={(counterpart) => onChange({ counterpart })}
        />
      )}
      <TextInput
        label={t('receipts.fields.purpose')}
        description={t('receipts.fields.purposeHint')}
        value={draft.purpose}
        onChange={(event) => onChange({ purpose: event.currentTarget.value })}
      />
    </>
  )
}

/** The sponsor's families as suggested, with what the clerk wrote over it; what is left goes to the free purpose. */
function useAllocations(draft: Draft): { allocations: NewAllocation[]; suggestion: SuggestedAllocation[] } {
  const api = useLedgerApi()
  const donorId = draft.donor?.id ?? ''
  const amount = draft.amount ?? 0
  const { data } = useQuery(
    api.receipts.suggestAllocations.queryOptions({
      input: { donorId, amount, currency: draft.currency, method: draft.method },
      enabled: donorId !== '' && amount > 0,
    }),
  )
  const suggestion = donorId === '' || amount === 0 ? [] : (data?.lines ?? [])
  const families = suggestion.flatMap((line): NewAllocation[] => {
    const { pairingId, firstMonth, lastMonth } = line
    const own = amountOf(draft, line)
    return own === 0 ? [] : [{ kind: 'pairing', pairingId, amount: own, firstMonth, lastMonth }]
  })
  const own = freeAllocationsOf(draft.free)
  const rest = amount - [...families, ...own].reduce((sum, each) => sum + each.amount, 0)
  const purpose = draft.purpose.trim()
  const free: NewAllocation[] = rest > 0 && purpose !== '' ? [{ kind: 'purpose', purpose, amount: rest }] : []
  return { allocations: [...families, ...own, ...free], suggestion }
}

function amountOf({ changed }: Draft, { pairingId, amount }: SuggestedAllocation): number {
  return pairingId in changed ? (changed[pairingId] ?? 0) : amount
}

function Allocations({ draft, lines, onChange }: DraftPart & { lines: readonly SuggestedAllocation[] }) {
  const { t } = useTranslation('ledger')
  if (lines.length === 0) return null
  return (
    <fieldset className="nc-ledger-allocations">
      <legend>{t('receipts.allocations', { count: lines.length })}</legend>
      {lines.map((line) => {
        const { pairingId, addressName, villageName, firstMonth, lastMonth, instalments } = line
        const period = firstMonth === null || lastMonth === null ? '' : monthRange(firstMonth, lastMonth)
        const detail = [villageName, t('receipts.instalments', { count: instalments }), period]
          .filter(Boolean)
          .join(' · ')
        return (
          <MoneyField
            key={pairingId}
            label={addressName}
            description={detail}
            currency={draft.currency}
            value={amountOf(draft, line)}
            onChange={(amount) => onChange({ changed: { ...draft.changed, [pairingId]: amount } })}
          />
        )
      })}
    </fieldset>
  )
}
