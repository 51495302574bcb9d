import { UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface FilterChip {
  key: string
  /** Reads aloud as a sentence part: “Nhóm: trẻ mồ côi”. */
  label: string
  onRemove: () => void
}

export interface FilterChipsProps {
  chips: readonly FilterChip[]
  onClearAll: () => void
  /** The control that adds a filter, placed first. */
  children?: ReactNode
}

/** The filters in force as words, each removable, and all at once. */
export function FilterChips({ chips, onClearAll, children }: FilterChipsProps) {
  const { t } = useTranslation('common')
  if (chips.length === 0 && !children) return null
  return (
    <div className="nc-filters">
      {children}
      {chips.length > 0 ? (
        <ul className="nc-chips" aria-label={t('list.filtersInForce')}>
          {chips.map(({ key, label, onRemove }) => (
            <li key={key} className="nc-chip">
              <span>{label}</span>
              <UnstyledButton
                className="nc-chip-remove"
                aria-label={t('list.removeFilter', { filter: label })}
                onClick={onRemove}
              >
                <IconX size="0.875rem" stroke={1.75} />
              </UnstyledButton>
            </li>
          ))}
        </ul>
      ) : null}
      {chips.length > 1 ? (
        <UnstyledButton className="nc-link" onClick={onClearAll}>
          {t('actions.clearFilters')}
        </UnstyledButton>
      ) : null}
    </div>
  )
}
