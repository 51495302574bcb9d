import { ActionIcon, Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import type { Currency } from '../../../base/common/money.ts'
import { CurrencyField } from '../../../base/ui/CurrencyField.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { ToList } from '../../../base/ui/ToList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { BatchResult } from '../common/bookSchemas.ts'
import { METHODS } from '../common/receiptSchemas.ts'
import { readPastedRows, type TypedRow } from './readPastedRows.ts'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'
import './ledger.css'
import './books.css'

/** A pile of receipts at once: what stands on the pile first, then the rows, pasted or typed; written only when both agree. */
export function BatchPage() {
  const { t } = useTranslation('ledger')
  const batch = useBatch()
  const { rows, currency, result } = batch
  return (
    <>
      <PageHeader title={t('batch.title')} views={<ToList path="/receipts" />} />
      <PileFields batch={batch} />
      <PasteField batch={batch} />
      {rows.length === 0 ? null : <RowTable rows={rows} currency={currency} result={result} onChange={batch.setRows} />}
      <BatchBar batch={batch} />
    </>
  )
}

type Batch = ReturnType<typeof useBatch>

function useBatch() {
  const { t } = useTranslation('ledger')
  const { formatNumber } = useFormat()
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const [count, setCount] = useState<number | undefined>(undefined)
  const [total, setTotal] = useState<number | undefined>(undefined)
  const [currency, setCurrency] = useState<Currency>('VND')
  const [usualDay, setUsualDay] = useState<Day | undefined>(officeToday())
  const [method, setMethod] = useState<(typeof METHODS)[number]>('cash')
  const [rows, setRows] = useState<readonly TypedRow[]>([])
  const [result, setResult] = useState<BatchResult | undefined>(undefined)
  const add = useMutation(
    api.receipts.addBatch.mutationOptions({
      onSuccess: (answer) => {
        setResult(answer)
        if (!answer.written) return
        refresh()
        notifications.show({
          message: t('batch.written', { count: answer.count, formatted: formatNumber(answer.count) }),
        })
        setRows([])
        setResult(undefined)
        setCount(undefined)
        setTotal(undefined)
      },
    }),
  )
  const whole = rows.flatMap(({ onDay, payerName, amount, purpose }) =>
    onDay === undefined || payerName === '' || amount === undefined
      ? []
      : [{ onDay, payerName, amount, method, purpose: purpose === '' ? null : purpose }],
  )
  const typed = whole.reduce((sum, { amount }) => sum + amount, 0)
  const send = (dryRun: boolean) =>
    add.mutate({ expectedCount: count ?? 1, expectedTotal: total ?? 1, currency, rows: whole, dryRun })
  const changeRows = (next: readonly TypedRow[]) => {
    setRows(next)
    setResult(undefined)
  }
  const addRow = () => {
    const key = (rows.at(-1)?.key ?? 0) + 1
    changeRows([...rows, { key, onDay: usualDay, payerName: '', amount: undefined, purpose: '' }])
  }
  const pile = { count, setCount, total, setTotal, currency, setCurrency, usualDay, setUsualDay, method, setMethod }
  return { ...pile, rows, addRow, setRows: changeRows, result, add, send, whole, typed }
}

function PileFields({ batch }: { batch: Batch }) {
  const { t } = useTranslation('ledger')
  return (
    <div className="nc-ledger-fields">
      <NumberInput
        autoFocus
        miw={0}
        w="9rem"
        label={t('batch.expectedCount')}
        withAsterisk
        min={1}
        max={2000}
        allowDecimal={false}
        hideControls
        value={batch.count ?? ''}
        onChange={(next) => batch.setCount(typeof next === 'number' && next > 0 ? next : undefined)}
      />
      <MoneyField
        label={t('batch.expectedTotal')}
        required
        currency={batch.currency}
        value={batch.total}
        onChange={batch.setTotal}
      />
      <CurrencyField label={t('currency')} value={batch.currency} onChange={(next) => batch.setCurrency(next)} />
      <DayField label={t('batch.day')} value={batch.usualDay} onChange={batch.setUsualDay} />
      <Select
        label={t('batch.method')}
        allowDeselect={false}
        data={METHODS.map((each) => ({ value: each, label: t(`methods.${each}`) }))}
        value={batch.method}
        onChange={(next) => next !== null && batch.setMethod(next)}
      />
    </div>
  )
}

function PasteField({ batch }: { batch: Batch }) {
  const { t } = useTranslation('ledger')
  const { rows, currency, usualDay } = batch
  return (
    <Textarea
      label={t('batch.paste')}
      description={t('batch.pasteHint')}
      minRows={2}
      mb="sm"
      value=""
      onChange={(event) => {
        const firstKey = (rows.at(-1)?.key ?? 0) + 1
        batch.setRows([...rows, ...readPastedRows(event.currentTarget.value, { usualDay, currency, firstKey })])
      }}
    />
  )
}

interface RowTableProps {
  rows: readonly TypedRow[]
  currency: Currency
  result: BatchResult | undefined
  onChange: (rows: readonly TypedRow[]) => void
}

function RowTable({ rows, currency, result, onChange }: RowTableProps) {
  const { t } = useTranslation('ledger')
  const change = (key: number, changes: Partial<TypedRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...changes } : row)))
  return (
    <div className="nc-ledger-scroll">
      <table className="nc-ledger-book">
        <thead>
          <tr>
            <th>{t('batch.number')}</th>
            {(['day', 'payer', 'amount', 'purpose', 'result'] as const).map((key) => (
              <th key={key}>{t(`batch.columns.${key}`)}</th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key}>
              <td className="num">{index + 1}</td>
              <td>
                <DayField
                  label={`${t('batch.columns.day')} ${index + 1}`}
                  value={row.onDay}
                  onChange={(onDay) => change(row.key, { onDay })}
                />
              </td>
              <td>
                <TextInput
                  label={`${t('batch.columns.payer')} ${index + 1}`}
                  value={row.payerName}
                  onChange={(event) => change(row.key, { payerName: event.currentTarget.value })}
                />
              </td>
              <td>
                <MoneyField
                  label={`${t('batch.columns.amount')} ${index + 1}`}
                  currency={currency}
                  value={row.amount}
                  onChange={(amount) => change(row.key, { amount })}
                />
              </td>
              <td>
                <TextInput
                  label={`${t('batch.columns.purpose')} ${index + 1}`}
                  value={row.purpose}
                  onChange={(event) => change(row.key, { purpose: event.currentTarget.value })}
                />
              </td>
              <td>
                <RowResult row={row} result={result?.rows[index]} />
              </td>
              <td>
                <ActionIcon
                  variant="subtle"
                  aria-label={`${t('receipts.removeFree')} ${index + 1}`}
                  onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
                >
                  <IconTrash size="1rem" stroke={1.5} />
                </ActionIcon>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RowResult({ row, result }: { row: TypedRow; result: BatchResult['rows'][number] | undefined }) {
  const { t } = useTranslation('ledger')
  const failureText = useFailureText()
  if (row.onDay === undefined || row.amount === undefined) {
    return <span data-late>{t('batch.unreadable')}</span>
  }
  if (result === undefined) return null
  if (result.problem !== null) return <span data-late>{failureText(result.problem)}</span>
  const families = result.addresses > 0 ? t('batch.families', { count: result.addresses }) : null
  return <span className="num">{[result.number, result.donorName, families].filter(Boolean).join(' · ')}</span>
}

/** How the rows stand against the pile, trying, and writing. */
function BatchBar({ batch }: { batch: Batch }) {
  const { t } = useTranslation('ledger')
  const { formatMoney, formatNumber } = useFormat()
  const { count, total, currency, rows, whole, typed, add, send, result } = batch
  const money = (amount: number) => formatMoney({ amount, currency })
  const agrees = whole.length === count && typed === total && whole.length === rows.length
  const problems = result?.rows.filter(({ problem }) => problem !== null).length ?? 0
  return (
    <div className="nc-batch-bar">
      <span className="num" aria-live="polite">
        {t('batch.typed', { count: formatNumber(whole.length), amount: money(typed) })}{' '}
        {count === undefined || total === undefined ? null : agrees ? (
          <StateBadge tone="green" label={t('batch.agrees')} />
        ) : (
          <StateBadge
            tone="amber"
            label={t('batch.differs', {
              count: formatNumber(Math.abs(count - whole.length)),
              amount: money(Math.abs(total - typed)),
            })}
          />
        )}{' '}
        {result === undefined ? null : problems > 0 ? (
          <StateBadge tone="red" label={t('batch.problems', { count: problems, formatted: formatNumber(problems) })} />
        ) : (
          t('batch.tried', { count: result.count, formatted: formatNumber(result.count) })
        )}
      </span>
      <Button variant="default" leftSection={<IconPlus size="1rem" stroke={1.5} />} onClick={batch.addRow}>
        {t('batch.addRow')}
      </Button>
      <Button variant="default" disabled={whole.length === 0} loading={add.isPending} onClick={() => send(true)}>
        {t('batch.dryRun')}
      </Button>
      <Button disabled={!agrees || whole.length === 0} loading={add.isPending} onClick={() => send(false)}>
        {t('batch.write')}
      </Button>
      {add.error === null ? null : <FailureNotice failure={failureOf(add.error)} />}
    </div>
  )
}
