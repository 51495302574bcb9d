import { Box, Button, NumberInput, Select, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../base/common/day.ts'
import type { Currency } from '../../../base/common/money.ts'
import { CurrencyField } from '../../../base/ui/CurrencyField.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { ToList } from '../../../base/ui/ToList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { DraftNotice } from '../../desk/ui/DraftNotice.tsx'
import { DraftState } from '../../desk/ui/DraftState.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { METHODS } from '../common/receiptSchemas.ts'
import { BatchRows, type ResultByRow } from './BatchRows.tsx'
import { readPastedRows, type TypedRow } from './readPastedRows.ts'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'
import './ledger.css'
import './books.css'

/** A pile of receipts at once: what stands on the pile first, then the rows, pasted or typed; written only when both agree. */
export function BatchPage() {
  const { t } = useTranslation('ledger')
  const batch = useBatch()
  return (
    <>
      <PageHeader
        title={t('batch.title')}
        views={
          <>
            <ToList path="/receipts" />
            <DraftState draft={batch.draft} />
          </>
        }
      />
      {batch.draft.found === null ? null : (
        <Box flex="none" mb="sm">
          <DraftNotice draft={batch.draft} />
        </Box>
      )}
      <PileFields batch={batch} />
      <PasteField batch={batch} />
      {batch.pile.rows.length === 0 ? null : (
        <BatchRows {...batch.pile} result={batch.result} onChange={(rows) => batch.change({ rows })} />
      )}
      <BatchBar batch={batch} />
    </>
  )
}

type Batch = ReturnType<typeof useBatch>

/** What stands on the pile of papers, and the rows so far. */
interface Pile {
  count?: number | undefined
  total?: number | undefined
  currency: Currency
  usualDay?: Day | undefined
  method: (typeof METHODS)[number]
  rows: readonly TypedRow[]
}

const FIRST_PILE = { currency: 'VND', method: 'cash', rows: [] } as const
/** Day, currency and method stay for the next pile. */
const nextPile = ({ currency, usualDay, method }: Pile): Pile => ({ currency, usualDay, method, rows: [] })

function useBatch() {
  const { t } = useTranslation('ledger')
  const { formatNumber } = useFormat()
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const [start, setStart] = useState<Pile>(() => ({ ...FIRST_PILE, usualDay: officeToday() }))
  const kept = useKeptForm({ form: 'ledger.batch', start })
  const pile = kept.values
  const [result, setResult] = useState<ResultByRow | undefined>(undefined)
  const change = (changes: Partial<Pile>) => {
    kept.change(changes)
    setResult(undefined)
  }
  const add = useKeptWrite(kept, {
    write: api.receipts.addBatch.call,
    isWritten: ({ written }) => written,
    onNotWritten: ({ rows }) => setResult(new Map(rows.map((row, index) => [whole[index]?.key, row]))),
    onWritten: (answer) => {
      refresh()
      if (answer !== undefined) {
        const { count } = answer
        notifications.show({ message: t('batch.written', { count, formatted: formatNumber(count) }) })
      }
      setStart(nextPile(pile))
      setResult(undefined)
    },
  })
  const whole = pile.rows.flatMap(wholeRow)
  const typed = whole.reduce((sum, { amount }) => sum + amount, 0)
  const send = (dryRun: boolean) => {
    const { count = 1, total = 1, currency, method } = pile
    const rows = whole.map(({ key: _, ...row }) => ({ ...row, method }))
    add.mutate({ expectedCount: count, expectedTotal: total, currency, rows, dryRun })
  }
  const addRow = () => {
    const key = (pile.rows.at(-1)?.key ?? 0) + 1
    const row = { key, onDay: pile.usualDay, payerName: '', amount: undefined, purpose: '', unread: NOTHING_UNREAD }
    change({ rows: [...pile.rows, row] })
  }
  return { pile, change, addRow, result, add, send, whole, typed, draft: kept.draft }
}

const NOTHING_UNREAD = { day: '', amount: '' }

/** What can be sent of a row: nothing while its day, its payer or its amount is missing. */
function wholeRow({ key, onDay, payerName, amount, purpose }: TypedRow) {
  if (onDay === undefined || payerName.trim() === '' || amount === undefined) return []
  return [{ key, onDay, payerName, amount, purpose: purpose === '' ? null : purpose }]
}

function PileFields({ batch: { pile, change } }: { batch: Batch }) {
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
        value={pile.count ?? ''}
        onChange={(next) => change({ count: typeof next === 'number' && next > 0 ? next : undefined })}
      />
      <MoneyField
        label={t('batch.expectedTotal')}
        required
        currency={pile.currency}
        value={pile.total}
        onChange={(total) => change({ total })}
      />
      <CurrencyField label={t('currency')} value={pile.currency} onChange={(currency) => change({ currency })} />
      <DayField label={t('batch.day')} value={pile.usualDay} onChange={(usualDay) => change({ usualDay })} />
      <Select
        label={t('batch.method')}
        allowDeselect={false}
        data={METHODS.map((each) => ({ value: each, label: t(`methods.${each}`) }))}
        value={pile.method}
        onChange={(method) => method !== null && change({ method })}
      />
    </div>
  )
}

/** A block with tabs or lines becomes rows at once; a word typed here waits for its Enter, or it would be a row per key. */
function PasteField({ batch: { pile, change } }: { batch: Batch }) {
  const { t } = useTranslation('ledger')
  const [loose, setLoose] = useState('')
  const { rows, currency, usualDay } = pile
  const take = (text: string) => {
    const block = /[\t\n]/.test(text)
    setLoose(block ? '' : text)
    if (!block) return
    const firstKey = (rows.at(-1)?.key ?? 0) + 1
    change({ rows: [...rows, ...readPastedRows(text, { usualDay, currency, firstKey })] })
  }
  return (
    <Textarea
      label={t('batch.paste')}
      description={t('batch.pasteHint')}
      minRows={2}
      mb="sm"
      value={loose}
      onChange={(event) => take(event.currentTarget.value)}
    />
  )
}

/** How the rows stand against the pile, trying, and writing. */
function BatchBar({ batch }: { batch: Batch }) {
  const { t } = useTranslation('ledger')
  const { formatMoney, formatNumber } = useFormat()
  const { pile, whole, typed, add, send, result, addRow } = batch
  const agrees = whole.length === pile.count && typed === pile.total && whole.length === pile.rows.length
  const problems = [...(result?.values() ?? [])].filter(({ problem }) => problem !== null).length
  return (
    <div className="nc-batch-bar">
      <span className="num" aria-live="polite">
        {t('batch.typed', {
          count: formatNumber(whole.length),
          amount: formatMoney({ amount: typed, currency: pile.currency }),
        })}{' '}
        <Standing batch={batch} agrees={agrees} />{' '}
        {result === undefined ? null : problems > 0 ? (
          <StateBadge tone="red" label={t('batch.problems', { count: problems, formatted: formatNumber(problems) })} />
        ) : (
          t('batch.tried', { count: result.size, formatted: formatNumber(result.size) })
        )}
      </span>
      <Button variant="default" leftSection={<IconPlus size="1rem" stroke={1.5} />} onClick={addRow}>
        {t('batch.addRow')}
      </Button>
      <Button variant="default" disabled={whole.length === 0} loading={add.isPending} onClick={() => send(true)}>
        {t('batch.dryRun')}
      </Button>
      <Button disabled={!agrees || whole.length === 0} loading={add.isPending} onClick={() => send(false)}>
        {t('batch.write')}
      </Button>
      {add.failure === undefined ? null : <FailureNotice failure={add.failure} />}
    </div>
  )
}

/** Which way the rows differ from the pile; rows that are not whole count as not entered yet. */
function Standing({ batch: { pile, whole, typed }, agrees }: { batch: Batch; agrees: boolean }) {
  const { t } = useTranslation('ledger')
  const { formatMoney, formatNumber } = useFormat()
  if (pile.count === undefined || pile.total === undefined) return null
  if (agrees) return <StateBadge tone="green" label={t('batch.agrees')} />
  const count = whole.length - pile.count
  const amount = typed - pile.total
  const unfinished = pile.rows.length - whole.length
  const money = formatMoney({ amount: Math.abs(amount), currency: pile.currency })
  const rows = { count: Math.abs(count), formatted: formatNumber(Math.abs(count)) }
  const parts = [
    count === 0 ? '' : count < 0 ? t('batch.fewer', rows) : t('batch.more', rows),
    amount === 0 ? '' : amount < 0 ? t('batch.less', { amount: money }) : t('batch.over', { amount: money }),
    unfinished === 0 ? '' : t('batch.unfinished', { count: unfinished, formatted: formatNumber(unfinished) }),
  ]
  return <StateBadge tone="amber" label={parts.filter(Boolean).join(' · ')} />
}
