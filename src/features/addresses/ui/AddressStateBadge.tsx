import { useTranslation } from 'react-i18next'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import type { AddressState } from '../common/addressSchemas.ts'

export const STATE_TONES: Record<AddressState, Tone> = {
  proposed: 'draft',
  surveyed: 'neutral',
  verified: 'neutral',
  approved: 'accent',
  announced: 'amber',
  paired: 'accent',
  active: 'green',
  suspended: 'paused',
  ended: 'neutral',
  refused: 'neutral',
}

export function AddressStateBadge({ state }: { state: AddressState }) {
  const { t } = useTranslation('addresses')
  return <StateBadge tone={STATE_TONES[state]} label={t(`states.${state}`)} />
}
