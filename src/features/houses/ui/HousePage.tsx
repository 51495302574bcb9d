import { Anchor } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
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
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { houseContract } from '../common/contract.ts'
import { HOUSE_STAGES, type HouseFile, type HouseStage, houseStageSchema } from '../common/houseSchemas.ts'
import { hasReached } from '../common/rules.ts'
import { FundingSection } from './FundingSection.tsx'
import { HouseDrawer } from './HouseDrawer.tsx'
import { stageTone } from './houseColumns.tsx'
import { StageDrawer } from './StageDrawer.tsx'
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
  return <OpenHouse house={house.data} />
}

function OpenHouse({ house }: { house: HouseFile }) {
  const { t } = useTranslation('houses')
  const [editing, setEditing] = useState(false)
  const [stage, setStage] = useState<HouseStage>()
  const mayWrite = house.ownUnit && !house.deleted
  const next = house.block?.next
  return (
    <>
      <PageHeader
        title={house.displayName}
        views={<StateBadge tone={stageTone(house.stage)} label={t(`stages.${house.stage}`)} />}
        actions={mayWrite ? [{ label: t('edit'), icon: IconPencil, onSelect: () => setEditing(true) }] : []}
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
        <FundingSection house={house} mayWrite={mayWrite} />
      </RecordLayout>
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
  return HOUSE_STAGES.map((stage, index): TrackStep => {
    const day = days[stage]
    const done = index < present || house.stage === 'handedOver'
    const blocked = house.block?.next === stage && house.block.code === 'needsMoney'
    const ahead = blocked ? 'blocked' : 'ahead'
    return {
      key: stage,
      label: t(`stages.${stage}`),
      state: done ? 'done' : index === present ? 'current' : ahead,
      ...(day === undefined || day === null ? {} : { note: formatDay(day) }),
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
    ...(house.outsideProvince ? [{ label: t('fields.outsideProvince'), value: t('words.yes', { ns: 'common' }) }] : []),
    ...reachedDays,
    { label: t('fields.note'), value: house.note },
  ]
}
