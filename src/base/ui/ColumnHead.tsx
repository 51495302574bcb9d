import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'

interface ColumnHeadProps {
  title: string
  /** In rem. */
  width: number
  direction: 'asc' | 'desc' | undefined
  onWidth: (rem: number) => void
  onSort: (() => void) | undefined
}

/** A column's title, which sorts, and its draggable right edge. */
export function ColumnHead({ title, width, direction, onWidth, onSort }: ColumnHeadProps) {
  const { t } = useTranslation('common')
  const Arrow = direction === 'desc' ? IconArrowDown : IconArrowUp
  return (
    <>
      {onSort ? (
        <UnstyledButton className="nc-sort" title={title} data-sorted={direction} onClick={onSort}>
          <span className="nc-cell">{title}</span>
          <Arrow size="0.875rem" stroke={1.75} aria-hidden="true" />
          {direction ? (
            <span className="nc-visually-hidden">{t(direction === 'asc' ? 'list.sortedAsc' : 'list.sortedDesc')}</span>
          ) : null}
        </UnstyledButton>
      ) : (
        <span className="nc-cell" title={title}>
          {title}
        </span>
      )}
      <ColumnEdge title={title} width={width} onWidth={onWidth} />
    </>
  )
}

/** One press of an arrow on the edge of a column, in rem. */
const STEP = 1

/** Dragged, or moved by the arrow keys. */
function ColumnEdge({ title, width, onWidth }: Pick<ColumnHeadProps, 'title' | 'width' | 'onWidth'>) {
  const { t } = useTranslation('common')

  const drag = (start: PointerEvent<HTMLElement>) => {
    const edge = start.currentTarget
    edge.setPointerCapture(start.pointerId)
    // On screen the column may be wider or narrower than asked for: spare or missing room is shared out.
    const shown = edge.closest('th')?.getBoundingClientRect().width ?? 1
    const move = (event: globalThis.PointerEvent) => onWidth((width * (shown + event.clientX - start.clientX)) / shown)
    edge.addEventListener('pointermove', move)
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true })
  }
  const nudge = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
    if (by === undefined) return
    event.preventDefault()
    onWidth(width + by)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> can be neither dragged nor focused
    <span
      className="nc-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={t('list.resizeColumn', { column: title })}
      aria-valuenow={Math.round(width)}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={nudge}
    />
  )
}
