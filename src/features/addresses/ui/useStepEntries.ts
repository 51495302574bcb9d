import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '../../../base/ui/Timeline.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { AddressFile } from '../common/addressSchemas.ts'
import { STATE_TONES } from './AddressStateBadge.tsx'

type FileStep = AddressFile['steps'][number]

/** A step of the file with who took it and by which paper. */
export function useStepEntries(): (step: FileStep) => TimelineEntry {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const { nameOf } = useVocabulary('endReason')
  const paperWords = (paper: NonNullable<FileStep['decision']>) => {
    const name = paper.number === null ? paper.title : t('file.paperNumber', { ...paper, number: paper.number })
    return t('file.paper', {
      paper: [name, paper.onDay === null ? '' : formatDay(paper.onDay)].filter(Boolean).join(', '),
    })
  }
  return (step) => ({
    key: step.id,
    when: formatDay(step.onDay),
    title: t(`states.${step.state}`),
    source: [
      step.byName,
      step.endReason === null ? null : nameOf(step.endReason),
      step.decision === null ? null : paperWords(step.decision),
    ]
      .filter(Boolean)
      .join(' · '),
    body: step.reason,
    tone: STATE_TONES[step.state],
  })
}
