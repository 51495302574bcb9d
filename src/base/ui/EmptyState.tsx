import { Button } from '@mantine/core'
import { IconEyeOff, IconFilterOff, IconNotebook } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageAction } from './ActionButton.tsx'

const ICONS = { nothingYet: IconNotebook, noMatch: IconFilterOff, notAllowed: IconEyeOff } as const

export interface EmptyStateProps {
  /** Nothing was ever written here; nothing fits the filter; or this user may not see it. */
  kind: keyof typeof ICONS
  /** Replaces the general sentence of the kind. */
  title?: string
  hint?: ReactNode
  /** The next step: add or import, or clear the filter. */
  actions?: readonly PageAction[]
}

/** Says why a list is empty and offers the next step. */
export function EmptyState({ kind, title, hint, actions = [] }: EmptyStateProps) {
  const { t } = useTranslation('common')
  const Icon = ICONS[kind]
  return (
    <div className="nc-empty" role="status">
      <Icon size="1.75rem" stroke={1.25} aria-hidden="true" />
      <p className="nc-empty-title">{title ?? t(`empty.${kind}.title`)}</p>
      <p className="nc-soft">{hint ?? t(`empty.${kind}.hint`)}</p>
      {actions.length > 0 ? (
        <div className="nc-empty-actions">
          {actions.map(({ label, onSelect, icon: ActionIcon }, index) => (
            <Button
              key={label}
              size="xs"
              variant={index === 0 ? 'filled' : 'default'}
              leftSection={ActionIcon ? <ActionIcon size="1rem" stroke={1.5} /> : null}
              onClick={onSelect}
            >
              {label}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
