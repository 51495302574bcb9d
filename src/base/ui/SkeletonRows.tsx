import { Skeleton } from '@mantine/core'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const

/** Stands in a list's place until its first page comes: same rows, same height, so that nothing jumps. */
export function SkeletonRows({ label, columns }: { label: string; columns: number }) {
  return (
    <div className="nc-skeleton" role="status" aria-busy="true" aria-label={label}>
      {ROWS.map((row) => (
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
