import { UnstyledButton } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { type ComponentType, lazy, type MouseEvent, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { BridgeMark } from './BridgeMark.tsx'

/** Only where the names are hidden. */
const NameBeside = lazy(async () => ({ default: (await import('./NameBeside.tsx')).NameBeside }))

/** Any Tabler icon, or an SVG component of the same shape. */
export type NavigationIcon = ComponentType<{ size?: number | string; stroke?: number | string }>

export interface NavigationItem {
  href: string
  label: string
  icon: NavigationIcon
  active?: boolean
  /** A short count of what waits there, e.g. 12 due. */
  count?: string
}

export interface NavigationGroup {
  key: string
  items: readonly NavigationItem[]
}

interface FrameNavigationProps {
  product: string
  office: string
  groups: readonly NavigationGroup[]
  rail: boolean
  onToggleRail: () => void
  onNavigate: (href: string) => void
}

export function FrameNavigation({ product, office, groups, rail, onToggleRail, onNavigate }: FrameNavigationProps) {
  const { t } = useTranslation('common')
  const ToggleIcon = rail ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className="nc-nav" aria-label={t('frame.navigation')}>
      <div className="nc-brand">
        <BridgeMark />
        <span className="nc-nav-name">{product}</span>
      </div>
      <div className="nc-nav-groups">
        {groups
          .filter(({ items }) => items.length > 0)
          .map((group) => (
            <ul key={group.key}>
              {group.items.map((item) => (
                <NavigationLink key={item.href} item={item} rail={rail} onNavigate={onNavigate} />
              ))}
            </ul>
          ))}
      </div>
      <div className="nc-nav-foot">
        <span className="nc-nav-name nc-office" title={office}>
          {office}
        </span>
        <UnstyledButton
          className="nc-nav-toggle"
          aria-expanded={!rail}
          aria-label={t(rail ? 'frame.openNavigation' : 'frame.collapseNavigation')}
          onClick={onToggleRail}
        >
          <ToggleIcon size="1.125rem" stroke={1.5} />
        </UnstyledButton>
      </div>
    </nav>
  )
}

interface NavigationLinkProps {
  item: NavigationItem
  rail: boolean
  onNavigate: (href: string) => void
}

function NavigationLink({ item, rail, onNavigate }: NavigationLinkProps) {
  const Icon = item.icon
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    onNavigate(item.href)
  }
  const link = (
    <a className="nc-nav-link" href={item.href} aria-current={item.active ? 'page' : undefined} onClick={follow}>
      <Icon size="1.125rem" stroke={1.5} />
      <span className="nc-nav-name">{item.label}</span>
      {item.count ? <span className="nc-nav-count num">{item.count}</span> : null}
    </a>
  )
  return (
    <li>
      {rail ? (
        <Suspense fallback={link}>
          <NameBeside name={item.label}>{link}</NameBeside>
        </Suspense>
      ) : (
        link
      )}
    </li>
  )
}
