import type { ReactNode } from 'react'

export interface RecordLayoutProps {
  /** The steady summary: photo, facts. */
  summary: ReactNode
  /** Months, stages, timeline. */
  children: ReactNode
}

/** A record's page: summary left, story right; one above the other where letters are large or the window small. */
export function RecordLayout({ summary, children }: RecordLayoutProps) {
  return (
    <div className="nc-record">
      <div>{summary}</div>
      <div className="nc-record-story">{children}</div>
    </div>
  )
}
