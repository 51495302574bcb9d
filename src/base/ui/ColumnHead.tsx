import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'

interface ColumnHeadProps {
  title: string
  /** In rem. */
  width: number
  onWidth: (rem: number) => void
}

/** One press of an arrow on the edge of a column, in rem. */
const STEP = 1

/** A column's title and its draggable right edge; the edge also answers to the arrow keys. */
export function ColumnHead({ title, width, onWidth }: ColumnHeadProps) {
  const { t } = useTranslation('common')

  const drag = (start: PointerEvent<HTMLElement>) => {
    start.stopPropagation()
    const edge = start.currentTarget
    edge.setPointerCapture(start.pointerId)
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    const head = edge.closest('th')
    // The column may be wider on screen than asked for, since spare room is shared out.
    const from = (head?.getBoundingClientRect().width ?? width * rem) / rem
    const move = (event: globalThis.PointerEvent) => onWidth(from + (event.clientX - start.clientX) / rem)
    edge.addEventListener('pointermove', move)
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true })
  }
  const nudge = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onWidth(width + by)
  }

  return (
    <>
      <span title={title}>{title}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be dragged */}
      <span
        className="nc-edge"
        role="separator"
        aria-orientation="vertical"
        aria-label={t('list.resizeColumn', { column: title })}
        aria-valuenow={Math.round(width)}
        tabIndex={-1}
        onPointerDown={drag}
        onKeyDown={nudge}
        // The head itself sorts when clicked.
        onClick={(event) => event.preventDefault()}
      />
    </>
  )
}
