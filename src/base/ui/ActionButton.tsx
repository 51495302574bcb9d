import { Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { NavigationIcon } from './FrameNavigation.tsx'

export interface PageAction {
  label: string
  onSelect?: () => void
  icon?: NavigationIcon
  disabled?: boolean
  loading?: boolean
  /** The button opens a menu of these instead. */
  choices?: readonly { label: string; onSelect: () => void }[]
}

export interface ActionButtonProps {
  action: PageAction
  variant: 'default' | 'filled'
}

/** One action of a page. `opens`: it opens a menu. */
export function ActionButton({ action, variant, opens = false, ...trigger }: ActionButtonProps & { opens?: boolean }) {
  const { label, onSelect, icon: Icon, disabled = false, loading = false } = action
  return (
    <Button
      size="xs"
      variant={variant}
      disabled={disabled}
      loading={loading}
      leftSection={Icon ? <Icon size="1rem" stroke={1.5} /> : null}
      rightSection={opens ? <IconChevronDown size="0.875rem" stroke={1.5} /> : null}
      {...(onSelect === undefined ? {} : { onClick: onSelect })}
      {...trigger}
    >
      {label}
    </Button>
  )
}
