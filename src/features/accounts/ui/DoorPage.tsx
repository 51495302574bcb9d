import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BridgeMark } from '../../../base/ui/BridgeMark.tsx'
import './door.css'

interface DoorPageProps {
  title: string
  intro?: string
  /** Beside the title: the language switch, a way back. */
  aside?: ReactNode
  children: ReactNode
}

/** The calm page before the office: first run, unlocking, the lock. */
export function DoorPage({ title, intro, aside, children }: DoorPageProps) {
  const { t } = useTranslation('accounts')
  return (
    <main className="nc-door">
      <div className="nc-door-sheet">
        <header className="nc-door-brand">
          <BridgeMark />
          <span>Nhịp Cầu</span>
          <small>{t('door.motto')}</small>
          <span className="nc-door-aside">{aside}</span>
        </header>
        <Title order={1} size="h3">
          {title}
        </Title>
        {intro === undefined ? null : <p className="nc-door-intro">{intro}</p>}
        {children}
      </div>
    </main>
  )
}
