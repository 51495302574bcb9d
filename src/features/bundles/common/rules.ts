import type { BundleStanding } from './bundleSchemas.ts'

/** A report as its manifest and header place it in its sender's series. */
export interface PlacedBundle {
  bundleId: string
  epoch: string
  seq: number
  prevHash: string | null
  /** Bundle hash: SHA-256 of `header.json`. */
  hash: string
  contents: 'changes' | 'snapshot'
  /** Moment the sender says it was made. */
  createdAt: string
}

export interface OpenedBefore {
  id: string
  epoch: string
  seq: number
  hash: string
  /** Moment its sender says it was made. */
  madeAt: string
  openedAt: string
}

export type BundleOrder =
  | BundleStanding
  | { kind: 'fork'; seq: number }
  | { kind: 'replayed'; seq: number; last: number }

/** Enough to tell the branch; a longer list is read by nobody. */
const MOST_MISSING_NAMED = 20

/**
 * Where a report stands among those opened of the same sender (`opened` in the order of opening): docs/bundle-format.md,
 * "Order of bundles". Decided by series and number; a clock can only refuse, when a series nobody has opened yet is older
 * than what was opened last: a stick of long ago must not pass for a fresh beginning.
 */
export function judgeOrder(bundle: PlacedBundle, opened: readonly OpenedBefore[]): BundleOrder {
  const same = opened.find((before) => before.id === bundle.bundleId)
  if (same?.hash === bundle.hash) return { kind: 'alreadyOpened', openedAt: same.openedAt }
  const rival = opened.some((before) => before.epoch === bundle.epoch && before.seq === bundle.seq)
  if (same !== undefined || rival) return { kind: 'fork', seq: bundle.seq }
  const last = opened.at(-1)
  if (last === undefined) return afterNumber(bundle, undefined)
  if (last.epoch === bundle.epoch) return afterNumber(bundle, last)
  const seenSeries = opened.some((before) => before.epoch === bundle.epoch)
  if (seenSeries || wasMadeBefore(bundle, last)) return { kind: 'replayed', seq: bundle.seq, last: last.seq }
  return { kind: 'newSeries', mayAccept: bundle.seq === 1 && bundle.contents === 'snapshot' }
}

/** The moment of opening stands in for that of making when the sender's clock ran ahead, or it could never begin again. */
function wasMadeBefore(bundle: PlacedBundle, last: OpenedBefore): boolean {
  return Date.parse(bundle.createdAt) < Math.min(Date.parse(last.madeAt), Date.parse(last.openedAt))
}

function afterNumber(bundle: PlacedBundle, last: OpenedBefore | undefined): BundleOrder {
  const lastSeq = last?.seq ?? 0
  if (bundle.seq <= lastSeq) return { kind: 'replayed', seq: bundle.seq, last: lastSeq }
  if (bundle.seq > lastSeq + 1) {
    const count = Math.min(bundle.seq - lastSeq - 1, MOST_MISSING_NAMED)
    const missing = Array.from({ length: count }, (_, index) => lastSeq + 1 + index)
    return { kind: 'gap', missing, mayAccept: bundle.contents === 'snapshot' }
  }
  return bundle.prevHash === (last?.hash ?? null) ? { kind: 'next' } : { kind: 'fork', seq: bundle.seq }
}
