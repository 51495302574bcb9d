import { Skeleton } from '@mantine/core'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const
const FEW_ROWS = 2

interface SkeletonRowsProps {
  label: string
  columns: number
  /** A list inside a record: most have a row or two. */
  compact?: boolean
}

/** Stands in a list's place until its first page comes: same rows, same height, so that nothing jumps. */
export function SkeletonRows({ label, columns, compact = false }: SkeletonRowsProps) {
  return (
    <div className="nc-skeleton" role="status" aria-busy="true" aria-label={label}>
      {ROWS.slice(0, compact ? FEW_ROWS : ROWS.length).map((row) => (
        <div key={row} className="nc-skeleton-row">
          {Array.from({ length: Math.min(columns, 6) }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: identical bars without a life of their own
            <Skeleton key={index} height="0.625rem" radius="xs" width={index === 0 ? '70%' : '50%'} />
          ))}
        </div>
      ))}
    </div>
  )
}
