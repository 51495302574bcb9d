import { useTranslation } from 'react-i18next'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import type { LineState, RoundState } from '../common/roundSchemas.ts'

const ROUND_TONES: Record<RoundState, Tone> = {
  draft: 'draft',
  printed: 'accent',
  handedToVillage: 'amber',
  confirmed: 'green',
  closed: 'neutral',
}
const LINE_TONES: Record<LineState, Tone> = {
  planned: 'neutral',
  received: 'green',
  byProxy: 'green',
  absent: 'amber',
  cancelled: 'paused',
}

export function RoundStateBadge({ state }: { state: RoundState }) {
  const { t } = useTranslation('ledger')
  return <StateBadge tone={ROUND_TONES[state]} label={t(`roundStates.${state}`)} />
}

/** `waiting`: nhận thay, but not yet in the books. */
export function LineStateBadge({ state, waiting }: { state: LineState; waiting: boolean }) {
  const { t } = useTranslation('ledger')
  return <StateBadge tone={waiting ? 'accent' : LINE_TONES[state]} label={t(`lineStates.${state}`)} />
}
