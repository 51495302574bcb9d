import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { ComponentPropsWithRef } from 'react'
import type { NavigationIcon } from './FrameNavigation.tsx'

export interface UserMenuItem {
  key: string
  label: string
  icon?: NavigationIcon
  onSelect: () => void
}

export interface UserMenuProps {
  name: string
  role?: string
  items: readonly UserMenuItem[]
}

/** Who is signed in; opens what they can do about it. */
export function UserButton({ name, className = '', ...trigger }: { name: string } & ComponentPropsWithRef<'button'>) {
  return (
    <UnstyledButton className={`nc-user ${className}`} aria-haspopup="menu" {...trigger}>
      <span className="nc-user-name">{name}</span>
      <IconChevronDown size="0.875rem" stroke={1.5} />
    </UnstyledButton>
  )
}
