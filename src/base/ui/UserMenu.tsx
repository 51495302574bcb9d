import { Menu } from '@mantine/core'
import { UserButton, type UserMenuProps } from './UserButton.tsx'

/** `opened`: it was asked for before it had come. */
export function UserMenu({ opened, ...user }: UserMenuProps & { opened: boolean }) {
  return (
    <Menu position="bottom-end" width="14rem" defaultOpened={opened}>
      <Menu.Target>
        <UserButton name={user.name} />
      </Menu.Target>
      <Menu.Dropdown>
        {user.role ? <Menu.Label>{user.role}</Menu.Label> : null}
        {user.items.map(({ key, label, icon: Icon, onSelect }) => (
          <Menu.Item key={key} leftSection={Icon ? <Icon size="1rem" stroke={1.5} /> : null} onClick={onSelect}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
