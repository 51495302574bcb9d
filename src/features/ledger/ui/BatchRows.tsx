import { ActionIcon, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Currency } from '../../../base/common/money.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import type { BatchResult } from '../common/bookSchemas.ts'
import type { TypedRow } from './readPastedRows.ts'
import './books.css'

/** What a try said of each row, by the row's key. */
export type ResultByRow = ReadonlyMap<number | undefined, BatchResult['rows'][number]>

interface BatchRowsProps {
  rows: readonly TypedRow[]
  currency: Currency
  result: ResultByRow | undefined
  onChange: (rows: readonly TypedRow[]) => void
}

/** The rows of a pile as fields, and what each of them lacks or would become. */
export function BatchRows({ rows, currency, result, onChange }: BatchRowsProps) {
  const { t } = useTranslation('ledger')
  return (
    <div className="nc-ledger-scroll">
      <table className="nc-ledger-book" data-fields>
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
              <RowFields
                row={row}
                number={index + 1}
                currency={currency}
                onChange={(changes) =>
                  onChange(rows.map((each) => (each.key === row.key ? { ...each, ...changes } : each)))
                }
              />
              <td>
                <RowResult row={row} result={result?.get(row.key)} />
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

interface RowFieldsProps {
  row: TypedRow
  number: number
  currency: Currency
  onChange: (changes: Partial<TypedRow>) => void
}

/** The column's head says what a field is; its own label is for who does not see the head. */
function RowFields({ row, number, currency, onChange }: RowFieldsProps) {
  const { t } = useTranslation('ledger')
  const label = (column: 'day' | 'payer' | 'amount' | 'purpose') => `${t(`batch.columns.${column}`)} ${number}`
  return (
    <>
      <td>
        <DayField label={label('day')} value={row.onDay} onChange={(onDay) => onChange({ onDay })} />
      </td>
      <td>
        <TextInput
          label={label('payer')}
          value={row.payerName}
          onChange={(event) => onChange({ payerName: event.currentTarget.value })}
        />
      </td>
      <td>
        <MoneyField
          label={label('amount')}
          currency={currency}
          value={row.amount}
          onChange={(amount) => onChange({ amount })}
        />
      </td>
      <td>
        <TextInput
          label={label('purpose')}
          value={row.purpose}
          onChange={(event) => onChange({ purpose: event.currentTarget.value })}
        />
      </td>
    </>
  )
}

function RowResult({ row, result }: { row: TypedRow; result: BatchResult['rows'][number] | undefined }) {
  const { t } = useTranslation('ledger')
  const failureText = useFailureText()
  const missing = useMissing(row)
  if (missing !== '') return <span data-late>{missing}</span>
  if (result === undefined) return null
  if (result.problem !== null) return <span data-late>{failureText(result.problem)}</span>
  const families = result.addresses > 0 ? t('batch.families', { count: result.addresses }) : null
  return <span className="num">{[result.number, result.donorName, families].filter(Boolean).join(' · ')}</span>
}

/** What a row still lacks, with the cell of the spreadsheet that could not be read; empty when it is whole. */
function useMissing({ onDay, payerName, amount, unread }: TypedRow): string {
  const { t } = useTranslation('ledger')
  const cell = (text: string, key: 'day' | 'amount') =>
    text === '' ? t(`batch.missing.${key}`) : t(`batch.unreadable.${key}`, { text })
  return [
    onDay === undefined ? cell(unread.day, 'day') : '',
    payerName.trim() === '' ? t('batch.missing.payer') : '',
    amount === undefined ? cell(unread.amount, 'amount') : '',
  ]
    .filter(Boolean)
    .join('; ')
}
