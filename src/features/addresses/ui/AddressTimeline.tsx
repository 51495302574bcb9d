import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { SkeletonRows } from '../../../base/ui/SkeletonRows.tsx'
import { Timeline, type TimelineEntry } from '../../../base/ui/Timeline.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { AddressFile } from '../common/addressSchemas.ts'
import type { StoryEvent } from '../common/storySchemas.ts'
import { StateOnDay } from './StateOnDay.tsx'
import { useAddressApi } from './useAddressApi.ts'
import { useStepEntries } from './useStepEntries.ts'
import { useStoryEntries } from './useStoryEntries.tsx'

const LOOKS = ['all', 'steps', 'help', 'care', 'papers'] as const
type Look = (typeof LOOKS)[number]

const LOOK_OF: Record<StoryEvent['kind'], Look> = {
  delivery: 'help',
  pairing: 'help',
  house: 'help',
  survey: 'care',
  visit: 'care',
  consent: 'papers',
  attachment: 'papers',
  merged: 'steps',
}

/** A year of months and what else happens in one; the rest is one press away. */
const AT_ONCE = 25

interface Happening {
  look: Look
  onDay: string
  entry: TimelineEntry
}

/** Everything that happened to an address on one line of time, newest first; one kind of it at a press. */
export function AddressTimeline({ file, action }: { file: AddressFile; action?: ReactNode }) {
  const { t } = useTranslation('addresses')
  const { formatNumber } = useFormat()
  const [look, setLook] = useState<Look>('all')
  const [whole, setWhole] = useState(false)
  const { happenings, error, waiting } = useHappenings(file)
  const looked = look === 'all' ? happenings : happenings.filter((each) => each.look === look)
  const shown = whole ? looked : looked.slice(0, AT_ONCE)
  const rest = looked.length - shown.length
  return (
    <section aria-label={t('file.story')}>
      <div className="nc-file-part-head">
        <h2 className="nc-address-heading">{t('file.story')}</h2>
        {action}
      </div>
      <SegmentedControl
        size="xs"
        aria-label={t('story.look')}
        data={LOOKS.map((value) => ({ value, label: t(`story.looks.${value}`) }))}
        value={look}
        onChange={(value) => setLook(LOOKS.find((each) => each === value) ?? 'all')}
      />
      {look === 'steps' ? <StateOnDay id={file.id} /> : null}
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
      {shown.length === 0 ? <p className="nc-soft">{t('story.none')}</p> : null}
      {waiting ? (
        <SkeletonRows label={t('file.story')} columns={2} compact />
      ) : (
        <Timeline entries={shown.map(({ entry }) => entry)} />
      )}
      {rest > 0 ? (
        <Button mt="xs" size="xs" variant="default" onClick={() => setWhole(true)}>
          {t('story.more', { count: rest, formatted: formatNumber(rest) })}
        </Button>
      ) : null}
    </section>
  )
}

function useHappenings(file: AddressFile): { happenings: Happening[]; error: Error | null; waiting: boolean } {
  const api = useAddressApi()
  const story = useQuery(api.story.queryOptions({ input: { id: file.id } }))
  const stepEntry = useStepEntries()
  const storyEntry = useStoryEntries()
  const steps = file.steps.map((step): Happening => ({ look: 'steps', onDay: step.onDay, entry: stepEntry(step) }))
  const events = (story.data?.events ?? []).map(
    (event): Happening => ({ look: LOOK_OF[event.kind], onDay: event.onDay, entry: storyEntry(event) }),
  )
  // Steps of one day stay in the order they were taken.
  const happenings = [...steps, ...events].toSorted((first, second) => compareBytes(second.onDay, first.onDay))
  // The steps are there already; they wait, so that nothing jumps when the rest comes in between.
  return { happenings, error: story.error, waiting: story.isPending }
}

function compareBytes(first: string, second: string): number {
  if (first === second) return 0
  return first < second ? -1 : 1
}
