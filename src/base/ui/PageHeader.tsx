import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
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

export interface PageHeaderProps {
  title: string
  /** How many, in words with the unit: “186 người”. */
  count?: string
  /** Saved views or tabs, between the title and the actions. */
  views?: ReactNode
  actions?: readonly PageAction[]
  /** The one thing this page is mostly opened for. */
  mainAction?: PageAction
}

/** Title, views (where they are whatever the count says), count, quiet actions and the one main action of a page. */
export function PageHeader({ title, count, views, actions = [], mainAction }: PageHeaderProps) {
  return (
    <div className="nc-page-header">
      <h1>{title}</h1>
      {views ? <div className="nc-page-views">{views}</div> : null}
      {count ? <span className="nc-soft num">{count}</span> : null}
      <div className="nc-page-actions">
        {actions.map((action) => (
          <ActionButton key={action.label} action={action} variant="default" />
        ))}
        {mainAction ? <ActionButton action={mainAction} variant="filled" /> : null}
      </div>
    </div>
  )
}

interface ActionButtonProps {
  action: PageAction
  variant: 'default' | 'filled'
}

function ActionButton({ action, variant }: ActionButtonProps) {
  const { choices } = action
  if (choices === undefined) return <PlainButton action={action} variant={variant} />
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <PlainButton action={action} variant={variant} opens />
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item key={choice.label} onClick={choice.onSelect}>
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function PlainButton({ action, variant, opens = false, ...trigger }: ActionButtonProps & { opens?: boolean }) {
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
