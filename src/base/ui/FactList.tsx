import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface Fact {
  label: string
  /** Nothing given shows “bổ sung sau”, so that what is missing can be seen. */
  value?: ReactNode
  /** Money, days and counts: tabular figures. */
  figures?: boolean
}

export interface FactListProps {
  facts: readonly Fact[]
  /** Two columns of facts where there is room. */
  wide?: boolean
}

/** A record's steady summary: a label and what is written under it. */
export function FactList({ facts, wide = false }: FactListProps) {
  const { t } = useTranslation('common')
  return (
    <dl className="nc-facts" data-wide={wide || undefined}>
      {facts.map(({ label, value, figures }) => (
        <div key={label} className="nc-fact">
          <dt>{label}</dt>
          <dd className={figures ? 'num' : undefined}>
            {isMissing(value) ? <span className="nc-missing">{t('states.toBeAdded')}</span> : value}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function isMissing(value: ReactNode): boolean {
  return value === undefined || value === null || value === ''
}
