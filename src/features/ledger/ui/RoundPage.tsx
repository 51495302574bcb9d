import { Anchor } from '@mantine/core'
import { IconCheck, IconPencil, IconPlus, IconPrinter, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import type { PageAction } from '../../../base/ui/ActionButton.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { ToList } from '../../../base/ui/ToList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { PaperDrawer } from '../../papers/ui/PaperDrawer.tsx'
import type { RoundFile, RoundVillage } from '../common/roundSchemas.ts'
import { isRoundOpen } from '../common/rules.ts'
import { rightsPercent } from '../common/threeRights.ts'
import { HandDrawer, SettleDrawer } from './AdvanceDrawers.tsx'
import { ConfirmDrawer } from './ConfirmDrawer.tsx'
import { NewLineDrawer } from './NewLineDrawer.tsx'
import { ReasonDrawer } from './ReasonDrawer.tsx'
import { RoundEditDrawer } from './RoundEditDrawer.tsx'
import { RoundStateBadge } from './RoundStateBadge.tsx'
import { RoundVillageLines, type VillageAsk } from './RoundVillageLines.tsx'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'
import { useMarkKeys } from './useMarkLine.ts'
import './ledger.css'

/** One đợt trao: its list by village, from printing to closing. */
export function RoundPage() {
  const { id = '' } = useParams()
  const api = useLedgerApi()
  const round = useQuery(api.rounds.get.queryOptions({ input: { id } }))
  if (round.error !== null)
    return <FailureNotice failure={failureOf(round.error)} onRetry={() => void round.refetch()} />
  return round.data === undefined ? null : <RoundView round={round.data} />
}

type Asking =
  | { kind: 'print' | 'close' | 'reopen' | 'addLine' | 'edit' }
  | { kind: 'confirm'; village?: RoundVillage }
  | { kind: 'hand' | 'settle'; village: RoundVillage }

function RoundView({ round }: { round: RoundFile }) {
  const { t } = useTranslation('ledger')
  const { formatDay, formatMoney, formatNumber } = useFormat()
  const [asking, setAsking] = useState<Asking | undefined>(undefined)
  const actions = useRoundActions(round, setAsking)
  const mayWrite = useMay('money.write')
  const people = round.totals.lines - round.totals.cancelled
  const count = [
    formatDay(round.onDay),
    round.place,
    t('rounds.people', { count: people, formatted: formatNumber(people) }),
    formatMoney({ amount: round.totals.amount, currency: round.currency }),
  ]
  const ask = (kind: VillageAsk, village: RoundVillage) => setAsking({ kind, village })
  return (
    <>
      <PageHeader
        title={round.name}
        count={count.filter(Boolean).join(' · ')}
        views={
          <>
            <ToList path="/rounds" />
            <RoundStateBadge state={round.state} />
          </>
        }
        actions={actions.quiet}
        {...(actions.main ? { mainAction: actions.main } : {})}
      />
      <RoundSummary round={round} />
      <FailureNotice failure={actions.failure} />
      {mayWrite && isRoundOpen(round.state) && round.villages.length > 0 ? (
        <MarkKeys draft={round.state === 'draft'} />
      ) : null}
      {round.villages.length === 0 ? (
        <EmptyState kind="nothingYet" title={t('rounds.noLines')} hint={t('rounds.noLinesHint')} />
      ) : null}
      {round.villages.map((village) => (
        <RoundVillageLines key={village.villageId ?? ''} round={round} village={village} onAsk={ask} />
      ))}
      <RoundDrawers round={round} asking={asking} onClose={() => setAsking(undefined)} />
    </>
  )
}

function MarkKeys({ draft }: { draft: boolean }) {
  const { t } = useTranslation('ledger')
  const keys = [...useMarkKeys(), ...(draft ? [{ key: 'Enter', label: t('line.change') }] : [])]
  return (
    <p className="nc-ledger-note nc-ledger-keys nc-soft">
      {keys.map(({ key, label }) => (
        <span key={key}>
          <kbd>{key}</kbd> {label}{' '}
        </span>
      ))}
    </p>
  )
}

/** What is still to do, in words. */
function RoundSummary({ round }: { round: RoundFile }) {
  const { t } = useTranslation('ledger')
  const { formatMoney, formatNumber } = useFormat()
  const { totals, aboveReceived, purposeMissing, closeReason, currency, rights } = round
  const percent = rightsPercent(rights)
  const money = (amount: number) => formatMoney({ amount, currency })
  const parts = [
    totals.planned > 0 ? t('rounds.waiting', { count: totals.planned, formatted: formatNumber(totals.planned) }) : '',
    totals.delivered > 0
      ? t('rounds.deliveredSum', {
          people: formatNumber(totals.delivered),
          amount: money(totals.deliveredAmount),
        })
      : '',
    totals.absent > 0 ? t('rounds.absentSum', { count: totals.absent, formatted: formatNumber(totals.absent) }) : '',
    closeReason === null ? '' : t('rounds.closedBecause', { reason: closeReason }),
  ]
  return (
    <p className="nc-ledger-note nc-ledger-summary num">
      {parts.filter((part) => part !== '').join(' · ')}{' '}
      {aboveReceived > 0 ? (
        <StateBadge tone="amber" label={t('rounds.aboveReceived', { amount: money(aboveReceived) })} />
      ) : null}{' '}
      {purposeMissing > 0 ? (
        <StateBadge tone="red" label={t('rounds.purposeMissing', { amount: money(purposeMissing) })} />
      ) : null}{' '}
      {percent === null ? null : (
        <Anchor component={Link} to={`/deliveries?round=${round.id}`}>
          {t('rounds.rights', { percent: `${percent}%` })}
        </Anchor>
      )}
    </p>
  )
}

function useRoundActions(round: RoundFile, ask: (asking: Asking) => void) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const navigate = useNavigate()
  const refresh = useRefreshAll()
  const remove = useMutation(
    api.rounds.remove.mutationOptions({
      onSuccess: () => {
        refresh()
        void navigate('/rounds')
      },
    }),
  )
  const { state, totals } = round
  const may = useMay('money.write')
  const open = state !== 'closed'
  const add: PageAction = {
    label: t('rounds.actions.addLine'),
    icon: IconPlus,
    onSelect: () => ask({ kind: 'addLine' }),
  }
  const edit: PageAction = { label: t('rounds.actions.edit'), icon: IconPencil, onSelect: () => ask({ kind: 'edit' }) }
  const print: PageAction = {
    label: t('rounds.actions.print'),
    icon: IconPrinter,
    onSelect: () => ask({ kind: 'print' }),
  }
  const confirm: PageAction = {
    label: t('rounds.actions.confirm'),
    icon: IconCheck,
    onSelect: () => ask({ kind: 'confirm' }),
  }
  const close: PageAction = { label: t('rounds.actions.close'), onSelect: () => ask({ kind: 'close' }) }
  const reopen: PageAction = { label: t('rounds.actions.reopen'), onSelect: () => ask({ kind: 'reopen' }) }
  const drop: PageAction = {
    label: t('rounds.actions.remove'),
    icon: IconTrash,
    loading: remove.isPending,
    onSelect: () => remove.mutate({ id: round.id }),
  }
  const waiting = open && totals.planned > 0
  const failure = remove.error === null ? undefined : failureOf(remove.error)
  // Whoever may only read the books may still look at the list.
  if (!may) return { main: undefined, quiet: [print], failure }
  const main = state === 'draft' ? print : waiting ? confirm : state === 'confirmed' ? close : undefined
  const quiet = [
    ...(state === 'draft' ? [add, edit, drop] : [print]),
    ...(state === 'draft' && waiting ? [confirm] : []),
    ...(state === 'printed' || state === 'closed' ? [reopen] : []),
  ]
  return { main, quiet, failure }
}

interface RoundDrawersProps {
  round: RoundFile
  asking: Asking | undefined
  onClose: () => void
}

function RoundDrawers({ round, asking, onClose }: RoundDrawersProps) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const done = () => {
    refresh()
    onClose()
  }
  const close = useMutation(api.rounds.close.mutationOptions({ onSuccess: done }))
  const reopen = useMutation(api.rounds.reopen.mutationOptions({ onSuccess: done }))
  const { id, version, totals } = round
  const kind = asking?.kind
  const village = asking !== undefined && 'village' in asking ? asking.village : undefined
  const differs = totals.absent > 0 || totals.cancelled > 0
  return (
    <>
      <PaperDrawer
        opened={kind === 'print'}
        title={t('rounds.paper')}
        wish={{ kind: 'signatureList', subjectId: id }}
        onClose={done}
      />
      <ConfirmDrawer
        key={`confirm ${village?.villageId}`}
        opened={kind === 'confirm'}
        round={round}
        village={village}
        onClose={onClose}
        onDone={done}
      />
      {village === undefined ? null : (
        <>
          <HandDrawer opened={kind === 'hand'} round={round} village={village} onClose={onClose} onDone={done} />
          <SettleDrawer
            opened={kind === 'settle'}
            village={village}
            currency={round.currency}
            onClose={onClose}
            onDone={done}
          />
        </>
      )}
      {kind === 'addLine' ? <NewLineDrawer round={round} onClose={onClose} /> : null}
      {kind === 'edit' ? <RoundEditDrawer round={round} onClose={onClose} /> : null}
      <ReasonDrawer
        opened={kind === 'close'}
        title={t('rounds.actions.close')}
        verb={t('rounds.actions.close')}
        label={t('rounds.closeReason')}
        required={differs}
        saving={close.isPending}
        error={close.error}
        onClose={onClose}
        onSubmit={(reason) => close.mutate({ id, version, reason })}
      />
      <ReasonDrawer
        opened={kind === 'reopen'}
        title={t('rounds.actions.reopen')}
        verb={t('rounds.actions.reopen')}
        label={t('reason')}
        required
        saving={reopen.isPending}
        error={reopen.error}
        onClose={onClose}
        onSubmit={(reason) => reopen.mutate({ id, version, reason })}
      />
    </>
  )
}
