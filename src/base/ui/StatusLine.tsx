import { UnstyledButton } from '@mantine/core'
import { StateIcon, type Tone } from './StateBadge.tsx'

export interface StatusItem {
  key: string
  text: string
  /** Anything but `neutral` is also marked by an icon. */
  tone?: Tone
  onOpen?: () => void
}

/** The line at the foot of the window: saved, backed up, sent. */
export function StatusLine({ items }: { items: readonly StatusItem[] }) {
  return (
    <footer className="nc-status" aria-live="polite">
      {items.map(({ key, text, tone = 'neutral', onOpen }) => {
        const words = (
          <>
            {tone === 'neutral' ? null : <StateIcon tone={tone} />}
            {text}
          </>
        )
        return onOpen ? (
          <UnstyledButton key={key} className="nc-status-item" data-tone={tone} onClick={onOpen}>
            {words}
          </UnstyledButton>
        ) : (
          <span key={key} className="nc-status-item" data-tone={tone}>
            {words}
          </span>
        )
      })}
    </footer>
  )
}
