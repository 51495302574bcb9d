import { UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconLock, IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../common/language.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { LockedContext } from './lockedContext.ts'
import { UserButton, type UserMenuProps } from './UserButton.tsx'
import { useLater } from './useLater.ts'

const UserMenu = lazy(async () => ({ default: (await import('./UserMenu.tsx')).UserMenu }))

export interface FrameTopBarProps {
  /** Opens the one search over people, donors and papers; also on Ctrl+K. */
  onSearch: () => void
  language: Language
  onLanguageChange: (language: Language) => void
  user: UserMenuProps
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
        <UserMenuWhenThere {...user} />
        <UnstyledButton
          className="nc-icon-button"
          aria-label={t('frame.lock')}
          title={t('frame.lock')}
          onClick={onLock}
        >
          <IconLock size="1.125rem" stroke={1.5} />
        </UnstyledButton>
      </div>
    </section>
  )
}

/** The menu comes after the first screen; until then the same button stands there and remembers that it was pressed. */
function UserMenuWhenThere(user: UserMenuProps) {
  const [asked, setAsked] = useState(false)
  const later = useLater()
  const button = <UserButton name={user.name} onClick={() => setAsked(true)} />
  if (!later && !asked) return button
  return (
    <Suspense fallback={button}>
      <UserMenu {...user} opened={asked} />
    </Suspense>
  )
}
