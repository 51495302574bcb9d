import type { ReactNode } from 'react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { FrameNavigation, type NavigationGroup } from './FrameNavigation.tsx'
import { FrameTopBar, type FrameTopBarProps } from './FrameTopBar.tsx'
import { type StatusItem, StatusLine } from './StatusLine.tsx'
import { useFocusKept } from './useFocusKept.ts'
import { useNavigationRail } from './useNavigationRail.ts'

export interface FrameProps extends FrameTopBarProps {
  /** Name of the program, beside the bridge. */
  product: string
  /** The branch whose book is open, at the foot of the navigation. */
  office: string
  navigation: readonly NavigationGroup[]
  /** Called instead of following the link on a plain click or Enter. */
  onNavigate: (href: string) => void
  status: readonly StatusItem[]
  /** The practice branch is open: the whole window says so. */
  practice?: { onLeave?: () => void }
  children: ReactNode
}

/** The frame around every page: navigation left, search and account on top, status below. Knows nothing by itself. */
export function Frame({ product, office, navigation, onNavigate, status, practice, children, ...topBar }: FrameProps) {
  const { t } = useTranslation('common')
  const frame = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLElement>(null)
  const { rail, toggle } = useNavigationRail(frame)
  useFocusKept(content)
  return (
    <div className="nc-frame" ref={frame} data-rail={rail || undefined}>
      <button type="button" className="nc-skip" onClick={() => content.current?.focus()}>
        {t('frame.skipToContent')}
      </button>
      {practice ? <PracticeBar {...practice} /> : null}
      <div className="nc-frame-columns">
        <FrameNavigation
          product={product}
          office={office}
          groups={navigation}
          rail={rail}
          onToggleRail={toggle}
          onNavigate={onNavigate}
        />
        <div className="nc-frame-main">
          <FrameTopBar {...topBar} />
          <main className="nc-content" ref={content} tabIndex={-1}>
            {children}
          </main>
          <StatusLine items={status} />
        </div>
      </div>
    </div>
  )
}

function PracticeBar({ onLeave }: { onLeave?: () => void }) {
  const { t } = useTranslation('common')
  return (
    <div className="nc-practice" role="status">
      <strong>{t('frame.practice')}</strong>
      <span>{t('frame.practiceHint')}</span>
      {onLeave ? (
        <button type="button" className="nc-practice-leave" onClick={onLeave}>
          {t('frame.practiceLeave')}
        </button>
      ) : null}
    </div>
  )
}
