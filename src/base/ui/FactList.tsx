import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from './CopyButton.tsx'

export interface Fact {
  label: string
  /** Nothing given shows “bổ sung sau”, so that what is missing can be seen. */
  value?: ReactNode
  /** Money, days and counts: tabular figures. */
  figures?: boolean
  /** A number or a code that is often needed elsewhere. */
  copy?: string
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
      {facts.map(({ label, value, figures, copy }) => (
        <div key={label} className="nc-fact">
          <dt>{label}</dt>
          <dd className={figures ? 'num' : undefined}>
            {isMissing(value) ? <span className="nc-missing">{t('states.toBeAdded')}</span> : value}
            {copy === undefined || isMissing(value) ? null : <CopyButton text={copy} label={label} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function isMissing(value: ReactNode): boolean {
  return value === undefined || value === null || value === ''
}
