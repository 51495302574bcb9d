import { Box, Button, Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { type Day, formatDay, type Month, monthOf } from '../../../base/common/day.ts'
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
import { ToList } from '../../../base/ui/ToList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { DraftNotice } from '../../desk/ui/DraftNotice.tsx'
import { DraftState } from '../../desk/ui/DraftState.tsx'
import { type KeptForm, useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { DonorPicker } from '../../donors/ui/DonorPicker.tsx'
import { VillagePicker } from '../../units/ui/VillagePicker.tsx'
import type { ProposedLine } from '../common/roundSchemas.ts'
import { months } from './lineWords.ts'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'
import './ledger.css'

interface Draft {
  month: Month
  currency: Currency
  villages: readonly PickerOption[]
  donors: readonly PickerOption[]
  /** Addresses the clerk took off. */
  left: readonly string[]
  /** Undefined = named after its month. */
  name: string | undefined
  onDay: Day | undefined
  place: string
  purpose: string
}

function firstDraft(month: Month): Draft {
  const onDay = officeToday()
  const about = { name: undefined, onDay, place: '', purpose: '' }
  return { month, currency: 'VND', villages: [], donors: [], left: [], ...about }
}

/** Makes a đợt trao: who is due up to a month, by village, everybody ticked; then name, day and place. */
export function NewRoundPage() {
  const { t } = useTranslation('ledger')
  const { formatNumber, formatMoney } = useFormat()
  const [params] = useSearchParams()
  const kept = useKeptForm({ form: 'ledger.round', start: firstDraft(askedMonth(params.get('month'))) })
  const { values: draft, change } = kept
  const { currency } = draft
  const proposal = useProposal(draft)
  const left = new Set(draft.left)
  const lines = proposal.data?.lines ?? []
  const chosen = lines.filter((line) => !left.has(line.addressId))
  const total = chosen.reduce((sum, line) => sum + line.amount, 0)
  const missing = chosen.reduce((sum, line) => sum + line.missing, 0)
  const { error } = proposal
  return (
    <>
      <PageHeader
        title={t('newRound.title')}
        views={
          <>
            <ToList path="/rounds" />
            <DraftState draft={kept.draft} />
          </>
        }
        count={t('newRound.total', {
          count: chosen.length,
          people: formatNumber(chosen.length),
          amount: formatMoney({ amount: total, currency }),
        })}
      />
      {kept.draft.found === null ? null : (
        <Box mb="sm">
          <DraftNotice draft={kept.draft} />
        </Box>
      )}
      <RoundForm kept={kept} lines={chosen} />
      <ProposalFilters draft={draft} onChange={change} />
      {error === null ? null : <FailureNotice failure={failureOf(error)} onRetry={() => void proposal.refetch()} />}
      {missing > 0 ? (
        <p className="nc-ledger-note">
          <StateBadge
            tone="amber"
            label={t('newRound.missing', { amount: formatMoney({ amount: missing, currency }) })}
          />
        </p>
      ) : null}
      <NotApproved names={proposal.data?.notApproved.map(({ name }) => name) ?? []} />
      {proposal.data !== undefined && lines.length === 0 ? (
        <EmptyState kind="noMatch" title={t('newRound.empty.title')} hint={t('newRound.empty.hint')} />
      ) : (
        <ProposedTable lines={lines} currency={currency} left={left} onLeft={(next) => change({ left: [...next] })} />
      )}
    </>
  )
}

/** Who is due up to the month, of the villages and sponsors chosen. */
function useProposal({ month, currency, villages, donors }: Draft) {
  const api = useLedgerApi()
  const villageIds = villages.map(({ id }) => id)
  const donorIds = donors.map(({ id }) => id)
  return useQuery(api.rounds.propose.queryOptions({ input: { upToMonth: month, currency, villageIds, donorIds } }))
}

interface ProposalFiltersProps {
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}

function ProposalFilters({ draft: { month, currency, villages, donors }, onChange }: ProposalFiltersProps) {
  const { t } = useTranslation('ledger')
  const chips: FilterChip[] = [
    ...villages.map(({ id, label }) => ({
      key: id,
      label: t('newRound.villageIs', { village: label }),
      onRemove: () => onChange({ villages: villages.filter((each) => each.id !== id) }),
    })),
    ...donors.map(({ id, label }) => ({
      key: id,
      label: t('newRound.donorIs', { donor: label }),
      onRemove: () => onChange({ donors: donors.filter((each) => each.id !== id) }),
    })),
  ]
  return (
    <>
      <div className="nc-ledger-fields nc-ledger-columns">
        <MonthField
          label={t('newRound.upTo')}
          value={month}
          // Another month is another round: it is named after it.
          onChange={(next) => next && onChange({ month: next, name: undefined })}
        />
        <VillagePicker
          label={t('newRound.village')}
          placeholder={t('newRound.allVillages')}
          mayAdd={false}
          value={undefined}
          onChange={(village) => village && onChange({ villages: withOption(villages, village) })}
        />
        <DonorPicker
          label={t('newRound.donor')}
          placeholder={t('newRound.allDonors')}
          value={undefined}
          onChange={(donor) => donor && onChange({ donors: withOption(donors, donor) })}
        />
        <CurrencyField label={t('currency')} value={currency} onChange={(next) => onChange({ currency: next })} />
      </div>
      <FilterChips chips={chips} onClearAll={() => onChange({ villages: [], donors: [] })} />
    </>
  )
}

function withOption(options: readonly PickerOption[], option: PickerOption): readonly PickerOption[] {
  return options.some(({ id }) => id === option.id) ? options : [...options, option]
}

function RoundForm({ kept, lines }: { kept: KeptForm<Draft>; lines: readonly ProposedLine[] }) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const navigate = useNavigate()
  const refresh = useRefreshAll()
  const { values, change } = kept
  const { month, currency, onDay, place, purpose } = values
  const name = values.name ?? t('newRound.defaultName', { month: formatDay(month) })
  const create = useKeptWrite(kept, {
    write: api.rounds.create.call,
    onWritten: (round) => {
      refresh()
      void navigate(round === undefined ? '/rounds' : `/rounds/${round.id}`)
    },
  })
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
      className="nc-ledger-fields nc-ledger-columns"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) submit()
      }}
    >
      <TextInput
        label={t('newRound.name')}
        withAsterisk
        value={name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <DayField label={t('newRound.day')} required value={onDay} onChange={(day) => change({ onDay: day })} />
      <TextInput
        label={t('newRound.place')}
        value={place}
        onChange={(event) => change({ place: event.currentTarget.value })}
      />
      <TextInput
        label={t('newRound.purpose')}
        placeholder={t('newRound.purposeHint')}
        value={purpose}
        onChange={(event) => change({ purpose: event.currentTarget.value })}
      />
      <Button type="submit" disabled={!ready} loading={create.isPending}>
        {t('rounds.actions.create')}
      </Button>
      {create.failure === undefined ? null : <FailureNotice failure={create.failure} />}
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
