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

/** A number of a series, opened or waiting. */
export interface Numbered {
  id: string
  epoch: string
  seq: number
  hash: string
}

export interface OpenedBefore extends Numbered {
  /** Moment its sender says it was made. */
  madeAt: string
  openedAt: string
}

export type BundleOrder =
  | BundleStanding
  | { kind: 'fork'; seq: number }
  | { kind: 'replayed'; seq: number; last: number }

/** Enough to tell the branch; a longer list is read by nobody. */
export const MOST_MISSING_NAMED = 20

/**
 * Where a report stands among those of the same sender (`opened` in the order of opening, `held` waiting for others): docs/bundle-format.md,
 * "Order of bundles". Decided by series and number; a clock can only refuse, when a series nobody has opened yet is older
 * than what was opened last: a stick of long ago must not pass for a fresh beginning. A new series may be taken in at any
 * report of everything: its first one may be lost for good, or signed by a key that was replaced since.
 */
export function judgeOrder(
  bundle: PlacedBundle,
  opened: readonly OpenedBefore[],
  held: readonly Numbered[] = [],
): BundleOrder {
  const same = opened.find((before) => before.id === bundle.bundleId)
  if (same?.hash === bundle.hash) return { kind: 'alreadyOpened', openedAt: same.openedAt }
  if (same !== undefined || [...opened, ...held].some((other) => isRival(bundle, other))) {
    return { kind: 'fork', seq: bundle.seq }
  }
  const last = opened.at(-1)
  if (last === undefined) return afterNumber(bundle, undefined)
  if (last.epoch === bundle.epoch) return afterNumber(bundle, last)
  const seenSeries = opened.some((before) => before.epoch === bundle.epoch)
  if (seenSeries || wasMadeBefore(bundle, last)) return { kind: 'replayed', seq: bundle.seq, last: last.seq }
  return { kind: 'newSeries', missing: numbersBetween(0, bundle.seq), mayAccept: bundle.contents === 'snapshot' }
}

/**
 * Where a receipt or another bundle that is whole in itself stands: the newest counts, and one that was lost is not missed.
 */
export function judgeNewest(bundle: PlacedBundle, opened: readonly OpenedBefore[]): BundleOrder {
  const order = judgeOrder(bundle, opened)
  if (order.kind === 'fork') return forkAmong(bundle, opened)
  return order.kind === 'gap' || order.kind === 'newSeries' ? { kind: 'next' } : order
}

/** Where an offered case or its answer stands: each speaks for itself, so only a second history is wrong. */
export function judgeAlone(bundle: PlacedBundle, opened: readonly OpenedBefore[]): BundleOrder {
  const order = judgeOrder(bundle, opened)
  if (order.kind === 'fork') return forkAmong(bundle, opened)
  return order.kind === 'alreadyOpened' ? order : { kind: 'next' }
}

/** A previous hash that does not fit is no alarm where numbers may be missing. */
function forkAmong(bundle: PlacedBundle, opened: readonly OpenedBefore[]): BundleOrder {
  const isFork = opened.some((before) => before.id === bundle.bundleId || isRival(bundle, before))
  return isFork ? { kind: 'fork', seq: bundle.seq } : { kind: 'next' }
}

/** The same number of the same series with other content: there are two histories. */
function isRival(bundle: PlacedBundle, other: Numbered): boolean {
  return other.epoch === bundle.epoch && other.seq === bundle.seq && other.hash !== bundle.hash
}

/** The moment of opening stands in for that of making when the sender's clock ran ahead, or it could never begin again. */
function wasMadeBefore(bundle: PlacedBundle, last: OpenedBefore): boolean {
  return Date.parse(bundle.createdAt) < Math.min(Date.parse(last.madeAt), Date.parse(last.openedAt))
}

function afterNumber(bundle: PlacedBundle, last: OpenedBefore | undefined): BundleOrder {
  const lastSeq = last?.seq ?? 0
  if (bundle.seq <= lastSeq) return { kind: 'replayed', seq: bundle.seq, last: lastSeq }
  if (bundle.seq > lastSeq + 1) {
    return { kind: 'gap', missing: numbersBetween(lastSeq, bundle.seq), mayAccept: bundle.contents === 'snapshot' }
  }
  return bundle.prevHash === (last?.hash ?? null) ? { kind: 'next' } : { kind: 'fork', seq: bundle.seq }
}

/** The first numbers after one and before another. */
export function numbersBetween(last: number, seq: number): number[] {
  const count = Math.max(0, Math.min(seq - last - 1, MOST_MISSING_NAMED))
  return Array.from({ length: count }, (_, index) => last + 1 + index)
}
