import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconClock,
  IconPencil,
  IconPlayerPause,
} from '@tabler/icons-react'
import type { NavigationIcon } from './FrameNavigation.tsx'

/**
 * What a state means for the reader: `red` overdue or broken, `amber` soon or incomplete, `green` done,
 * `accent` in course, `draft` not yet handed in, `paused` resting, `neutral` nothing to do.
 */
export type Tone = 'red' | 'amber' | 'green' | 'accent' | 'draft' | 'paused' | 'neutral'

const ICONS: Record<Tone, NavigationIcon> = {
  red: IconAlertTriangle,
  amber: IconClock,
  green: IconCircleCheck,
  accent: IconCircle,
  draft: IconPencil,
  paused: IconPlayerPause,
  neutral: IconCircle,
}

export interface StateBadgeProps {
  tone: Tone
  /** The state in words; the colour only repeats it. */
  label: string
  icon?: NavigationIcon
}

/** A state as icon and word, never as colour alone. */
export function StateBadge({ tone, label, icon }: StateBadgeProps) {
  return (
    <span className="nc-state" data-tone={tone}>
      <StateIcon tone={tone} {...(icon ? { icon } : {})} />
      <span>{label}</span>
    </span>
  )
}

export function StateIcon({ tone, icon }: { tone: Tone; icon?: NavigationIcon }) {
  const Icon = icon ?? ICONS[tone]
  return (
    <span className="nc-state-icon" data-tone={tone} aria-hidden="true">
      <Icon size="1em" stroke={1.75} />
    </span>
  )
}
