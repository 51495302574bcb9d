import { Anchor } from '@mantine/core'
import {
  IconCalendarPlus,
  IconCheck,
  IconHandStop,
  IconListNumbers,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { vietNamDay } from '../../../base/common/vietNamDay.ts'
import type { PageAction } from '../../../base/ui/ActionButton.tsx'
import { useApi } from '../../../base/ui/api.tsx'
import { type Fact, FactList } from '../../../base/ui/FactList.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { MonthStrip } from '../../../base/ui/MonthStrip.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { RecordLayout } from '../../../base/ui/RecordLayout.tsx'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { Timeline, type TimelineEntry } from '../../../base/ui/Timeline.tsx'
import { ToList } from '../../../base/ui/ToList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import type { pairingContract } from '../common/contract.ts'
import type { PairingFile, StoryEntry } from '../common/pairingSchemas.ts'
import { ExtendDrawer, ReplaceDrawer } from './CarryOnDrawers.tsx'
import { type PairingStep, PairingStepDrawer } from './PairingStepDrawer.tsx'
import { PairingTermsDrawer } from './PairingTermsDrawer.tsx'
import { ScheduleDrawer } from './ScheduleDrawer.tsx'
import { SupportPanel } from './SupportPanel.tsx'
import './pairings.css'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import { useMonthCells } from './useMonthCells.ts'
import { STATE_TONES, usePairingWords } from './usePairingWords.ts'

/** One pairing: its terms left, the months, the totals and the story right. */
export function PairingPage() {
  const { id = '' } = useParams()
  const api = useApi<{ pairings: typeof pairingContract }>()
  const file = useQuery(api.pairings.get.queryOptions({ input: { id } }))
  if (file.error !== null) return <FailureNotice failure={failureOf(file.error)} onRetry={() => void file.refetch()} />
  return file.data === undefined ? null : <PairingRecord key={id} pairing={file.data} />
}

function PairingRecord({ pairing }: { pairing: PairingFile }) {
  const { t } = useTranslation('pairings')
  const [editing, setEditing] = useState(false)
  const [step, setStep] = useState<PairingStep | CarryOn | undefined>(undefined)
  const closeStep = () => setStep(undefined)
  const { actions, mainAction, failure } = usePairingActions(pairing, {
    onEdit: () => setEditing(true),
    onStep: setStep,
  })
  const mark = pairing.deleted ? t('page.removed') : pairing.ownUnit ? undefined : t('page.otherUnit')
  return (
    <>
      <PageHeader
        title={t('page.withVerb', { donor: pairing.donorName, address: pairing.addressName })}
        {...(mark === undefined ? {} : { count: mark })}
        actions={actions}
        views={
          <>
            <ToList path="/pairings" />
            {pairing.over ? <StateBadge tone="amber" label={t('page.over')} /> : null}
          </>
        }
        {...(mainAction ? { mainAction } : {})}
      />
      <FailureNotice failure={failure} />
      <RecordLayout summary={<FactList facts={usePairingFacts(pairing)} />}>
        <PairingMonths pairing={pairing} />
        <SupportPanel addressId={pairing.addressId} />
        <section aria-label={t('page.story')}>
          <h2 className="nc-section">{t('page.story')}</h2>
          <Timeline entries={useStory(pairing)} />
        </section>
      </RecordLayout>
      <PairingTermsDrawer opened={editing} pairing={pairing} onClose={() => setEditing(false)} />
      <PairingStepDrawer pairing={pairing} step={isCarryOn(step) ? undefined : step} onClose={closeStep} />
      <ExtendDrawer key={`extend ${step}`} opened={step === 'extend'} pairing={pairing} onClose={closeStep} />
      <ReplaceDrawer key={`replace ${step}`} opened={step === 'replace'} pairing={pairing} onClose={closeStep} />
      <ScheduleDrawer opened={step === 'schedule'} pairing={pairing} onClose={closeStep} />
    </>
  )
}

type CarryOn = 'extend' | 'replace' | 'schedule'

function isCarryOn(step: PairingStep | CarryOn | undefined): step is CarryOn {
  return step === 'extend' || step === 'replace' || step === 'schedule'
}

function PairingMonths({ pairing }: { pairing: PairingFile }) {
  const { t } = useTranslation('pairings')
  const { formatMoney } = useFormat()
  const { instalments, totals, terms } = pairing
  const monthCells = useMonthCells(terms.currency)
  const money = (amount: number) => formatMoney({ amount, currency: terms.currency })
  return (
    <section aria-label={t('page.months')}>
      <h2 className="nc-section">{t('page.months')}</h2>
      {instalments.length === 0 ? (
        <p className="nc-soft">{t('page.noPlan')}</p>
      ) : (
        <>
          <MonthStrip label={t('strip.label')} months={monthCells(instalments)} />
          <dl className="nc-totals">
            <div>
              <dt>{t('totals.planned')}</dt>
              <dd className="num">{money(totals.planned)}</dd>
            </div>
            <div>
              <dt>{t('totals.delivered')}</dt>
              <dd className="num">{money(totals.delivered)}</dd>
            </div>
            {totals.takenOver > 0 ? (
              <div>
                <dt>{t('totals.takenOver')}</dt>
                <dd className="num">{money(totals.takenOver)}</dd>
              </div>
            ) : null}
            <div data-late={totals.overdueCount > 0 || undefined}>
              <dt>{t('totals.owed')}</dt>
              <dd className="num">
                {money(totals.owed)}
                {totals.overdueCount > 0 ? ` · ${t('overdueKy', { count: totals.overdueCount })}` : null}
              </dd>
            </div>
          </dl>
        </>
      )}
    </section>
  )
}

function usePairingActions(
  pairing: PairingFile,
  { onEdit, onStep }: { onEdit: () => void; onStep: (step: PairingStep | CarryOn) => void },
): { actions: PageAction[]; mainAction?: PageAction; failure: ReturnType<typeof failureOf> | undefined } {
  const { t } = useTranslation('pairings')
  const api = useApi<{ pairings: typeof pairingContract }>()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const undoToast = useUndoToast()
  const refresh = () => queries.invalidateQueries()
  const { id, version, state } = pairing
  const activate = useMutation(api.pairings.activate.mutationOptions({ onSuccess: refresh }))
  const restore = useMutation(api.pairings.restore.mutationOptions({ onSuccess: refresh }))
  const remove = useMutation(
    api.pairings.remove.mutationOptions({
      onSuccess: () => {
        void refresh()
        void navigate('/pairings')
        undoToast({ message: t('toast.removed'), onUndo: () => restore.mutate({ id }) })
      },
    }),
  )
  const error = activate.error ?? remove.error
  const failure = error === null ? undefined : failureOf(error)
  const mayWrite = useMay('records.write')
  const mayMoney = useMay('money.write') && mayWrite
  if (!pairing.ownUnit || pairing.deleted || state === 'ended' || !mayWrite) return { actions: [], failure }
  // An intention binds nobody; whoever may not write money may still change or drop it.
  if (state !== 'intended' && !mayMoney) return { actions: [], failure }
  const edit = { label: t('actions.edit'), icon: IconPencil, onSelect: onEdit }
  const end = { label: t('actions.end'), icon: IconHandStop, onSelect: () => onStep('end') }
  const extend = { label: t('actions.extend'), icon: IconCalendarPlus, onSelect: () => onStep('extend') }
  const replace = { label: t('actions.replace'), icon: IconUserPlus, onSelect: () => onStep('replace') }
  const schedule = { label: t('actions.schedule'), icon: IconListNumbers, onSelect: () => onStep('schedule') }
  const mayExtend = pairing.terms.lastMonth === null || pairing.terms.frequency === 'once' ? [] : [extend]
  if (state === 'intended') {
    const removeIt = { label: t('actions.remove'), icon: IconTrash, onSelect: () => remove.mutate({ id }) }
    const start = { label: t('actions.activate'), icon: IconCheck, onSelect: () => activate.mutate({ id, version }) }
    return { actions: [edit, removeIt], ...(mayMoney ? { mainAction: start } : {}), failure }
  }
  if (state === 'suspended') {
    const resume = { label: t('actions.resume'), icon: IconPlayerPlay, onSelect: () => onStep('resume') }
    return { actions: [edit, replace, end], mainAction: resume, failure }
  }
  const suspend = { label: t('actions.suspend'), icon: IconPlayerPause, onSelect: () => onStep('suspend') }
  const usual = [edit, schedule, suspend, replace, end]
  return pairing.over ? { actions: usual, mainAction: extend, failure } : { actions: [...usual, ...mayExtend], failure }
}

function usePairingFacts(pairing: PairingFile): Fact[] {
  const { t } = useTranslation('pairings')
  const { formatDay } = useFormat()
  const { perKy, period } = usePairingWords()
  const helpForms = useVocabulary('helpForm')
  const endReasons = useVocabulary('endReason')
  const { terms, state, past, endedOn, endReason } = pairing
  return [
    { label: t('columns.state'), value: <StateBadge tone={STATE_TONES[state]} label={t(`states.${state}`)} /> },
    ...(endedOn === null ? [] : [{ label: t('page.endedOn'), value: formatDay(endedOn), figures: true }]),
    ...(endReason === null ? [] : [{ label: t('page.endReason'), value: endReasons.nameOf(endReason) }]),
    {
      label: t('columns.address'),
      value: (
        <Anchor component={Link} to={`/addresses/${pairing.addressId}`}>
          {[pairing.addressName, pairing.villageName].filter(Boolean).join(', ')}
        </Anchor>
      ),
    },
    {
      label: t('columns.donor'),
      value: (
        <Anchor component={Link} to={`/donors/${pairing.donorId}`}>
          {pairing.donorName}
        </Anchor>
      ),
    },
    ...(
      [
        ['page.replaces', pairing.replaces],
        ['page.replacedBy', pairing.replacedBy],
      ] as const
    ).flatMap(([label, other]) =>
      other === null
        ? []
        : [
            {
              label: t(label),
              value: (
                <Anchor component={Link} to={`/pairings/${other.id}`}>
                  {other.donorName}
                </Anchor>
              ),
            },
          ],
    ),
    { label: t('columns.amount'), value: perKy(terms), figures: true },
    { label: t('columns.helpForm'), value: helpForms.nameOf(terms.helpForm) },
    { label: t('columns.channel'), value: t(`channels.${terms.channel}`) },
    { label: t('columns.period'), value: period(terms), figures: true },
    ...(past === null ? [] : [{ label: t('page.oldRegister'), value: t(`past.${past}`) }]),
    ...(terms.note === null ? [] : [{ label: t('drawer.note'), value: terms.note }]),
  ]
}

const STORY_MARKS: Record<StoryEntry['kind'], { icon: typeof IconPlus; tone: Tone }> = {
  added: { icon: IconPlus, tone: 'accent' },
  changed: { icon: IconPencil, tone: 'neutral' },
  activated: { icon: IconCheck, tone: 'accent' },
  suspended: { icon: IconPlayerPause, tone: 'paused' },
  resumed: { icon: IconPlayerPlay, tone: 'accent' },
  ended: { icon: IconHandStop, tone: 'neutral' },
  removed: { icon: IconTrash, tone: 'neutral' },
  restored: { icon: IconPlus, tone: 'neutral' },
  delivered: { icon: IconCheck, tone: 'green' },
}

function useStory({ story, terms }: PairingFile): TimelineEntry[] {
  const { t } = useTranslation('pairings')
  const { formatDay, formatMoney } = useFormat()
  return story.map((entry) => {
    const amount = entry.amount ?? 0
    const money = formatMoney({ amount: Math.abs(amount), currency: terms.currency })
    return {
      key: entry.id,
      when: formatDay(entry.at.length === 10 ? entry.at : vietNamDay(entry.at)),
      title: amount < 0 ? t('story.reversed', { amount: money }) : t(`story.${entry.kind}`, { amount: money }),
      ...(entry.byName === null ? {} : { source: entry.byName }),
      ...(entry.reason === null ? {} : { body: entry.reason }),
      ...STORY_MARKS[entry.kind],
    }
  })
}
