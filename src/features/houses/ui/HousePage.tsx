import { Anchor, Tabs } from '@mantine/core'
import { IconCalendar, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { type Fact, FactList } from '../../../base/ui/FactList.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { RecordLayout } from '../../../base/ui/RecordLayout.tsx'
import { SkeletonRows } from '../../../base/ui/SkeletonRows.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { StepTrack, type TrackStep } from '../../../base/ui/StepTrack.tsx'
import { ToList } from '../../../base/ui/ToList.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useRights } from '../../../base/ui/useMay.ts'
import { RecordHistory } from '../../history/ui/RecordHistory.tsx'
import { usePrintAction } from '../../papers/ui/usePrintAction.ts'
import { VisitPanel } from '../../visits/ui/VisitPanel.tsx'
import type { houseContract } from '../common/contract.ts'
import { HOUSE_STAGES, type HouseFile, type HouseStage, houseStageSchema } from '../common/houseSchemas.ts'
import { hasReached } from '../common/rules.ts'
import { FundingSection } from './FundingSection.tsx'
import { HouseDrawer } from './HouseDrawer.tsx'
import { stageTone } from './houseColumns.tsx'
import { PaymentSection } from './PaymentSection.tsx'
import { PlanDrawer } from './PlanDrawer.tsx'
import { StageDrawer } from './StageDrawer.tsx'
import { StagePhotos } from './StagePhotos.tsx'
import './houses.css'

/** One house on one page: what it is, how far it is, who pays, and what stands before the next stage. */
export function HousePage() {
  const { id = '' } = useParams()
  const { t } = useTranslation('houses')
  const api = useApi<{ houses: typeof houseContract }>()
  const house = useQuery(api.houses.get.queryOptions({ input: { id } }))
  if (house.error !== null)
    return <FailureNotice failure={failureOf(house.error)} onRetry={() => void house.refetch()} />
  if (house.data === undefined) return <SkeletonRows label={t('title')} columns={3} />
  return <OpenHouse key={id} house={house.data} />
}

function OpenHouse({ house }: { house: HouseFile }) {
  const { t } = useTranslation('houses')
  const [editing, setEditing] = useState(false)
  const [stage, setStage] = useState<HouseStage>()
  const may = useRights()
  const own = house.ownUnit && !house.deleted
  const mayWrite = own && may('records.write')
  const mayPay = own && may('money.write')
  const [planning, setPlanning] = useState(false)
  const print = usePrintAction('houseHandover', house.id)
  const next = house.block?.next
  return (
    <>
      <PageHeader
        title={house.displayName}
        views={
          <>
            <ToList path="/houses" />
            <StateBadge tone={stageTone(house.stage)} label={t(`stages.${house.stage}`)} />
          </>
        }
        actions={
          mayWrite
            ? [
                ...print,
                { label: t('plan.open'), icon: IconCalendar, onSelect: () => setPlanning(true) },
                { label: t('edit'), icon: IconPencil, onSelect: () => setEditing(true) },
              ]
            : []
        }
        {...(mayWrite && next !== undefined
          ? { mainAction: { label: t('stage.verb'), onSelect: () => setStage(next) } }
          : {})}
      />
      <RecordLayout summary={<FactList facts={useFacts(house)} />}>
        <section className="nc-house-part" aria-label={t('stage.track')}>
          <StepTrack
            label={t('stage.track')}
            steps={useSteps(house)}
            {...(mayWrite ? { onOpen: (key: string) => setStage(houseStageSchema.parse(key)) } : {})}
          />
          <NextStep house={house} />
          {house.warnings.map((warning) => (
            <StateBadge key={warning} tone="amber" label={t(`warnings.${warning}`)} />
          ))}
        </section>
        <Tabs className="nc-house-tabs" defaultValue="work" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="work">{t('tabs.work')}</Tabs.Tab>
            <Tabs.Tab value="photos">{t('tabs.photos')}</Tabs.Tab>
            <Tabs.Tab value="visits">{t('tabs.visits')}</Tabs.Tab>
            <Tabs.Tab value="history">{t('tabs.history')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="work" pt="md">
            <FundingSection house={house} mayWrite={mayPay} />
            <PaymentSection house={house} mayWrite={mayPay} />
          </Tabs.Panel>
          <Tabs.Panel value="photos" pt="md">
            <StagePhotos house={house} mayWrite={mayWrite} />
          </Tabs.Panel>
          <Tabs.Panel value="visits" pt="md">
            <VisitPanel
              addressId={house.addressId}
              name={house.displayName}
              houseId={house.id}
              mayWrite={mayWrite && house.stage === 'handedOver'}
            />
          </Tabs.Panel>
          <Tabs.Panel value="history" pt="md">
            <RecordHistory table="house" id={house.id} mayUndo={mayWrite} />
          </Tabs.Panel>
        </Tabs>
      </RecordLayout>
      {planning ? <PlanDrawer house={house} onClose={() => setPlanning(false)} /> : null}
      <HouseDrawer opened={editing} house={house} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />
      <StageDrawer house={house} stage={stage} onClose={() => setStage(undefined)} />
    </>
  )
}

function NextStep({ house }: { house: HouseFile }) {
  const { t } = useTranslation('houses')
  const { formatDay, formatMoney } = useFormat()
  const { block, handedOverOn } = house
  if (block === undefined) {
    return (
      <p className="nc-next-step">
        {handedOverOn === null ? t('blocks.doneUndated') : t('blocks.done', { day: formatDay(handedOverOn) })}
      </p>
    )
  }
  return (
    <p className="nc-next-step">
      <strong>{t('blocks.title', { next: t(`stages.${block.next}`) })}</strong>{' '}
      {t(`blocks.${block.code}`, { amount: formatMoney({ amount: block.missing, currency: house.currency }) })}
    </p>
  )
}

function useSteps(house: HouseFile): TrackStep[] {
  const { t } = useTranslation('houses')
  const { formatDay } = useFormat()
  const present = HOUSE_STAGES.indexOf(house.stage)
  const days: Partial<Record<HouseStage, string | null>> = {
    started: house.startedOn,
    accepted: house.acceptedOn,
    handedOver: house.handedOverOn,
  }
  const noteOf = (day: string | null | undefined, planned: string | null) => {
    if (day !== undefined && day !== null) return { note: formatDay(day) }
    return planned === null ? {} : { note: t('plan.planned', { day: formatDay(planned) }) }
  }
  return HOUSE_STAGES.map((stage, index): TrackStep => {
    const plan = house.stages.find((each) => each.stage === stage)
    const day = plan?.reachedOn ?? days[stage]
    const planned = plan?.plannedOn ?? null
    const done = index < present || house.stage === 'handedOver'
    const blocked = house.block?.next === stage && house.block.code === 'needsMoney'
    const ahead = blocked ? 'blocked' : 'ahead'
    return {
      key: stage,
      label: t(`stages.${stage}`),
      state: done ? 'done' : index === present ? 'current' : ahead,
      ...noteOf(day, planned),
    }
  })
}

function FamilyLink({ house }: { house: HouseFile }) {
  return (
    <Anchor component={Link} to={`/addresses/${house.addressId}`}>
      {house.displayName}
    </Anchor>
  )
}

function useFacts(house: HouseFile): Fact[] {
  const { t } = useTranslation('houses')
  const { formatDay, formatMoney, formatNumber } = useFormat()
  const day = (value: string | null) => (value === null ? undefined : formatDay(value))
  const money = (amount: number) => formatMoney({ amount, currency: house.currency })
  const housing = (parts: HouseFile['before'], state: HouseFile['housingBefore']) => {
    const known = (['floor', 'frame', 'roof'] as const).flatMap((part) => {
      const value = parts[part]
      return value === null ? [] : [`${t(`housing.${part}`)}: ${t(`housing.${value}`)}`]
    })
    return known.length === 0 ? null : `${t(`housing.states.${state}`)} (${known.join('; ')})`
  }
  // A day that is still to come is not missing.
  const stageDays = [
    ['started', t('fields.startedOn'), house.startedOn],
    ['accepted', t('fields.acceptedOn'), house.acceptedOn],
    ['handedOver', t('fields.handedOverOn'), house.handedOverOn],
  ] as const
  const reachedDays = stageDays
    .filter(([stage]) => hasReached(house.stage, stage))
    .map(([, label, value]): Fact => ({ label, value: day(value), figures: true }))
  return [
    { label: t('fields.family'), value: <FamilyLink house={house} /> },
    { label: t('fields.place'), value: [house.villageName, house.communeName].filter(Boolean).join(', ') },
    { label: t('fields.kind'), value: t(`kinds.${house.kind}`) },
    { label: t('fields.programme'), value: house.programme },
    { label: t('fields.budget'), value: money(house.budget), figures: true },
    { label: t('fields.received'), value: money(house.received), figures: true },
    {
      label: t('fields.area'),
      value: house.areaM2 === null ? undefined : formatNumber(house.areaM2),
      figures: true,
    },
    { label: t('fields.before'), value: housing(house.before, house.housingBefore) },
    ...(hasReached(house.stage, 'accepted')
      ? [{ label: t('fields.after'), value: housing(house.after, house.housingAfter) }]
      : []),
    ...(house.labourDays === 0
      ? []
      : [{ label: t('fields.labourDays'), value: formatNumber(house.labourDays), figures: true }]),
    ...(house.permitNote === null ? [] : [{ label: t('fields.permitNote'), value: house.permitNote }]),
    ...(house.outsideProvince ? [{ label: t('fields.outsideProvince'), value: t('words.yes', { ns: 'common' }) }] : []),
    ...reachedDays,
    { label: t('fields.note'), value: house.note },
  ]
}
