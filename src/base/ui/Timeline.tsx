import type { ReactNode } from 'react'
import type { NavigationIcon } from './FrameNavigation.tsx'
import { StateIcon, type Tone } from './StateBadge.tsx'

export interface TimelineEntry {
  key: string
  /** The day as it is read, already formatted. */
  when: string
  title: ReactNode
  /** Who wrote it, by which paper. */
  source?: ReactNode
  body?: ReactNode
  icon?: NavigationIcon
  tone?: Tone
}

/** Everything that happened, newest first as given; one line of paper per event. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="nc-timeline">
      {entries.map(({ key, when, title, source, body, icon, tone = 'neutral' }) => (
        <li key={key} className="nc-timeline-entry">
          <time className="num nc-soft">{when}</time>
          <StateIcon tone={tone} {...(icon ? { icon } : {})} />
          <div>
            <div>
              {title} {source ? <span className="nc-soft">· {source}</span> : null}
            </div>
            {body ? <div className="nc-timeline-body">{body}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  )
}
