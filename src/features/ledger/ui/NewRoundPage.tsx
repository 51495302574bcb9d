import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { formatDay, type Month, monthOf } from '../../../base/common/day.ts'
import { monthSchema } from '../../../base/common/daySchema.ts'
import { failureOf } from '../../../base/common/failures.ts'
import type { Currency } from '../../../base/common/money.ts'
import { CurrencyField } from '../../../base/ui/CurrencyField.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { type FilterChip, FilterChips } from '../../../base/ui/FilterChips.tsx'
import { MonthField } from '../../../base/ui/MonthField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { DonorPicker } from '../../donors/ui/DonorPicker.tsx'
import { VillagePicker } from '../../units/ui/VillagePicker.tsx'
import type { ProposedLine } from '../common/roundSchemas.ts'
import { months } from './lineWords.ts'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'
import './ledger.css'

/** Makes a đợt trao: who is due up to a month, by village, everybody ticked; then name, day and place. */
export function NewRoundPage() {
  const { t } = useTranslation('ledger')
  const { formatNumber, formatMoney } = useFormat()
  const proposal = useProposal()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const lines = proposal.query.data?.lines ?? []
  const chosen = lines.filter((line) => !left.has(line.addressId))
  const total = chosen.reduce((sum, line) => sum + line.amount, 0)
  const missing = chosen.reduce((sum, line) => sum + line.missing, 0)
  const { error } = proposal.query
  return (
    <>
      <PageHeader
        title={t('newRound.title')}
        count={t('newRound.total', {
          count: chosen.length,
          people: formatNumber(chosen.length),
          amount: formatMoney({ amount: total, currency: proposal.currency }),
        })}
      />
      <RoundForm key={proposal.month} month={proposal.month} currency={proposal.currency} lines={chosen} />
      {proposal.filters}
      {error === null ? null : (
        <FailureNotice failure={failureOf(error)} onRetry={() => void proposal.query.refetch()} />
      )}
      {missing > 0 ? (
        <p className="nc-ledger-note">
          <StateBadge
            tone="amber"
            label={t('newRound.missing', { amount: formatMoney({ amount: missing, currency: proposal.currency }) })}
          />
        </p>
      ) : null}
      <NotApproved names={proposal.query.data?.notApproved.map(({ name }) => name) ?? []} />
      {proposal.query.data !== undefined && lines.length === 0 ? (
        <EmptyState kind="noMatch" title={t('newRound.empty.title')} hint={t('newRound.empty.hint')} />
      ) : (
        <ProposedTable lines={lines} currency={proposal.currency} left={left} onLeft={setLeft} />
      )}
    </>
  )
}

function useProposal() {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const [params] = useSearchParams()
  const [month, setMonth] = useState<Month>(() => askedMonth(params.get('month')))
  const [currency, setCurrency] = useState<Currency>('VND')
  const [villages, setVillages] = useState<PickerOption[]>([])
  const [donors, setDonors] = useState<PickerOption[]>([])
  const query = useQuery(
    api.rounds.propose.queryOptions({
      input: {
        upToMonth: month,
        currency,
        villageIds: villages.map(({ id }) => id),
        donorIds: donors.map(({ id }) => id),
      },
    }),
  )
  const chips: FilterChip[] = [
    ...villages.map(({ id, label }) => ({
      key: id,
      label: t('newRound.villageIs', { village: label }),
      onRemove: () => setVillages(villages.filter((each) => each.id !== id)),
    })),
    ...donors.map(({ id, label }) => ({
      key: id,
      label: t('newRound.donorIs', { donor: label }),
      onRemove: () => setDonors(donors.filter((each) => each.id !== id)),
    })),
  ]
  const clear = () => {
    setVillages([])
    setDonors([])
  }
  const filters = (
    <>
      <div className="nc-ledger-fields">
        <MonthField label={t('newRound.upTo')} value={month} onChange={(next) => next && setMonth(next)} />
        <VillagePicker
          label={t('newRound.village')}
          placeholder={t('newRound.allVillages')}
          mayAdd={false}
          value={undefined}
          onChange={(village) => village && setVillages(withOption(villages, village))}
        />
        <DonorPicker
          label={t('newRound.donor')}
          placeholder={t('newRound.allDonors')}
          value={undefined}
          onChange={(donor) => donor && setDonors(withOption(donors, donor))}
        />
        <CurrencyField label={t('currency')} value={currency} onChange={(next) => setCurrency(next)} />
      </div>
      <FilterChips chips={chips} onClearAll={clear} />
    </>
  )
  return { query, month, currency, filters }
}

function withOption(options: PickerOption[], option: PickerOption): PickerOption[] {
  return options.some(({ id }) => id === option.id) ? options : [...options, option]
}

function RoundForm({ month, currency, lines }: { month: Month; currency: Currency; lines: readonly ProposedLine[] }) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const navigate = useNavigate()
  const refresh = useRefreshAll()
  const [name, setName] = useState(t('newRound.defaultName', { month: formatDay(month) }))
  const [onDay, setDay] = useState<string | undefined>(officeToday())
  const [place, setPlace] = useState('')
  const [purpose, setPurpose] = useState('')
  const create = useMutation(
    api.rounds.create.mutationOptions({
      onSuccess: ({ id }) => {
        refresh()
        void navigate(`/rounds/${id}`)
      },
    }),
  )
  const ready = name.trim() !== '' && onDay !== undefined && lines.length > 0
  const submit = () => {
    if (onDay === undefined) return
    create.mutate({
      name,
      onDay,
      currency,
      place: place.trim() === '' ? null : place,
      purpose: purpose.trim() === '' ? null : purpose,
      lines: lines.map(({ addressId, instalments }) => ({ addressId, instalments })),
    })
  }
  return (
    <form
      className="nc-ledger-fields"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) submit()
      }}
    >
      <TextInput
        label={t('newRound.name')}
        withAsterisk
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <DayField label={t('newRound.day')} required value={onDay} onChange={setDay} />
      <TextInput label={t('newRound.place')} value={place} onChange={(event) => setPlace(event.currentTarget.value)} />
      <TextInput
        label={t('newRound.purpose')}
        placeholder={t('newRound.purposeHint')}
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!ready} loading={create.isPending}>
        {t('rounds.actions.create')}
      </Button>
      {create.error === null ? null : <FailureNotice failure={failureOf(create.error)} />}
    </form>
  )
}

function NotApproved({ names }: { names: readonly string[] }) {
  const { t } = useTranslation('ledger')
  if (names.length === 0) return null
  return (
    <p className="nc-ledger-note nc-soft">
      {t('newRound.notApproved', { count: names.length, names: names.slice(0, 5).join(', ') })}
    </p>
  )
}

interface ProposedTableProps {
  lines: readonly ProposedLine[]
  currency: Currency
  /** Addresses the clerk took off. */
  left: ReadonlySet<string>
  onLeft: (left: ReadonlySet<string>) => void
}

function ProposedTable({ lines, currency, left, onLeft }: ProposedTableProps) {
  const { t } = useTranslation('ledger')
  // Two communes may have a village of one name.
  const communes = new Set(lines.map(({ communeName }) => communeName))
  const villages = [...Map.groupBy(lines, (line) => line.villageId).values()]
  const setLeft = (addressIds: readonly string[], isLeft: boolean) => {
    const next = new Set(left)
    for (const id of addressIds) isLeft ? next.add(id) : next.delete(id)
    onLeft(next)
  }
  return villages.map((own) => {
    const { villageName = null, communeName = null } = own[0] ?? {}
    const village = communes.size > 1 && communeName !== null ? `${villageName} · ${communeName}` : villageName
    const name = villageName === null ? t('rounds.noVillage') : village
    const ids = own.map((line) => line.addressId)
    const all = ids.every((id) => !left.has(id))
    return (
      <section key={own[0]?.villageId ?? ''} className="nc-ledger-village">
        <h2>
          <Checkbox
            size="xs"
            label={name}
            checked={all}
            indeterminate={!all && ids.some((id) => !left.has(id))}
            onChange={() => setLeft(ids, all)}
          />
        </h2>
        <table className="nc-ledger-table">
          <colgroup>
            {['name', 'year', 'months', 'donor', 'missing', 'amount'].map((key) => (
              <col key={key} className={`nc-ledger-${key}`} />
            ))}
          </colgroup>
          <tbody>
            {own.map((line) => (
              <ProposedRow
                key={line.addressId}
                line={line}
                currency={currency}
                isLeft={left.has(line.addressId)}
                onLeft={(isLeft) => setLeft([line.addressId], isLeft)}
              />
            ))}
          </tbody>
        </table>
      </section>
    )
  })
}

interface ProposedRowProps {
  line: ProposedLine
  currency: Currency
  isLeft: boolean
  onLeft: (isLeft: boolean) => void
}

function ProposedRow({ line, currency, isLeft, onLeft }: ProposedRowProps) {
  const { t } = useTranslation('ledger')
  const { formatAmount } = useFormat()
  const donors = [...new Set(line.instalments.map(({ donorName }) => donorName))].join(', ')
  return (
    <tr data-off={isLeft || undefined}>
      <td className="nc-ledger-name">
        <Checkbox
          size="xs"
          label={line.name}
          checked={!isLeft}
          onChange={(event) => onLeft(!event.currentTarget.checked)}
        />
      </td>
      <td className="num">{line.birthDay?.slice(0, 4)}</td>
      <td className="num">{months(line.instalments)}</td>
      <td className="nc-soft">{donors}</td>
      <td>
        {line.missing > 0 ? (
          <StateBadge
            tone="amber"
            label={t('newRound.lineMissing', { amount: formatAmount(line.missing, currency) })}
          />
        ) : null}
      </td>
      <td className="num nc-ledger-amount">{formatAmount(line.amount, currency)}</td>
    </tr>
  )
}

/** The month a worklist line asks for, else this one. */
function askedMonth(asked: string | null): Month {
  const month = monthSchema.safeParse(asked)
  return month.success ? month.data : monthOf(officeToday())
}
