import type { AddressState } from '../../addresses/common/addressSchemas.ts'
import type { Spot } from './mapFrame.ts'

/** States that mean the same to somebody who looks for families on a map: one mark each, told apart by shape and colour. */
export const MARKS = ['open', 'approved', 'paired', 'active', 'suspended', 'closed'] as const
export type Mark = (typeof MARKS)[number]

const MARK_OF: Record<AddressState, Mark> = {
  proposed: 'open',
  surveyed: 'open',
  verified: 'open',
  approved: 'approved',
  announced: 'approved',
  paired: 'paired',
  active: 'active',
  suspended: 'suspended',
  ended: 'closed',
  refused: 'closed',
}

export function markOf(state: AddressState): Mark {
  return MARK_OF[state]
}

/** States a mark stands for, in the order of their steps. */
export function statesOf(mark: Mark): AddressState[] {
  // Safe: the keys are all the states.
  return (Object.keys(MARK_OF) as AddressState[]).filter((state) => MARK_OF[state] === mark)
}

const PATHS: Record<Mark, string> = {
  open: 'M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z',
  approved: 'M0,-6L6,5L-6,5z',
  paired: 'M0,-6.5L6.5,0L0,6.5L-6.5,0z',
  active: 'M-5.5,0a5.5,5.5 0 1,0 11,0a5.5,5.5 0 1,0 -11,0z',
  suspended: 'M-4.5,-4.5h9v9h-9z',
  closed: 'M-4,-4L4,4M4,-4L-4,4',
}

export function MapMarker({ mark, at: [x, y] }: { mark: Mark; at: Spot }) {
  return (
    <path
      className="nc-map-mark"
      data-mark={mark}
      d={PATHS[mark]}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
    />
  )
}
