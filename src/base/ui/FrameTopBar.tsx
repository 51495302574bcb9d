import { Menu, Tooltip, UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconChevronDown, IconLock, IconSearch } from '@tabler/icons-react'
import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../common/language.ts'
import type { NavigationIcon } from './FrameNavigation.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { LockedContext } from './lockedContext.ts'

export interface UserMenuItem {
  key: string
  label: string
  icon?: NavigationIcon
  onSelect: () => void
}

export interface FrameTopBarProps {
  /** Opens the one search over people, donors and papers; also on Ctrl+K. */
  onSearch: () => void
  language: Language
  onLanguageChange: (language: Language) => void
  user: { name: string; role?: string; items: readonly UserMenuItem[] }
  onLock: () => void
}

export function FrameTopBar({ onSearch, language, onLanguageChange, user, onLock }: FrameTopBarProps) {
  const { t } = useTranslation('common')
  // Typing in a field must not keep the search from opening.
  const locked = useContext(LockedContext)
  useHotkeys([['mod+K', () => (locked ? undefined : onSearch())]], [])
  return (
    <section className="nc-topbar" aria-label={t('frame.topBar')}>
      <UnstyledButton className="nc-search" onClick={onSearch} aria-keyshortcuts="Control+K">
        <IconSearch size="1rem" stroke={1.5} />
        <span className="nc-search-text">{t('frame.search')}</span>
        <kbd>Ctrl K</kbd>
      </UnstyledButton>
      <div className="nc-topbar-end">
        <LanguageSwitch language={language} onChange={onLanguageChange} />
        <UserMenu {...user} />
        <Tooltip label={t('frame.lock')}>
          <UnstyledButton className="nc-icon-button" aria-label={t('frame.lock')} onClick={onLock}>
            <IconLock size="1.125rem" stroke={1.5} />
          </UnstyledButton>
        </Tooltip>
      </div>
    </section>
  )
}

function UserMenu({ name, role, items }: FrameTopBarProps['user']) {
  return (
    <Menu position="bottom-end" width="14rem">
      <Menu.Target>
        <UnstyledButton className="nc-user">
          <span className="nc-user-name">{name}</span>
          <IconChevronDown size="0.875rem" stroke={1.5} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {role ? <Menu.Label>{role}</Menu.Label> : null}
        {items.map(({ key, label, icon: Icon, onSelect }) => (
          <Menu.Item key={key} leftSection={Icon ? <Icon size="1rem" stroke={1.5} /> : null} onClick={onSelect}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
