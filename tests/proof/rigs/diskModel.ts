import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** What the recorder saw, in order. */
export type DiskEvent =
  | { kind: 'write'; file: string; offset: number; data: Buffer }
  | { kind: 'truncate'; file: string; length: number }
  | { kind: 'sync'; file: string }
  | { kind: 'acknowledged' }

type Change = Extract<DiskEvent, { kind: 'write' | 'truncate' }>

const HEAD_BYTES = 24
const SECTOR = 512

/** Reads the recorder's log: kind, path length, offset, data length, path, data; little-endian. */
export function readDiskLog(log: string, dir: string): DiskEvent[] {
  const bytes = readFileSync(log)
  const events: DiskEvent[] = []
  for (let at = 0; at < bytes.length; ) {
    const kind = String.fromCharCode(bytes.readUInt8(at))
    const pathLength = bytes.readUInt32LE(at + 4)
    const offset = Number(bytes.readBigInt64LE(at + 8))
    const length = Number(bytes.readBigInt64LE(at + 16))
    const path = bytes.toString('utf8', at + HEAD_BYTES, at + HEAD_BYTES + pathLength)
    const start = at + HEAD_BYTES + pathLength
    const hasData = kind === 'w' || kind === 'a' || kind === 'W'
    const data = hasData ? bytes.subarray(start, start + length) : Buffer.alloc(0)
    at = start + data.length
    if (kind === 'a') events.push({ kind: 'acknowledged' })
    // The index beside the log is memory: after a cut there is none.
    if (dirname(path) !== dir || path.endsWith('-shm')) continue
    const file = basename(path)
    if (kind === 'w') events.push({ kind: 'write', file, offset, data })
    if (kind === 't') events.push({ kind: 'truncate', file, length: offset })
    if (kind === 's') events.push({ kind: 'sync', file })
  }
  return events
}

export interface Cut {
  files: Map<string, Buffer>
  acknowledged: number
}

/**
 * The disk after cuts at random points, in rising order. A file's synced state is sure; of what was written since, each write is
 * there, gone, or torn at a sector, independently. Not modelled: reordering across a sync, names of files, lying disk caches.
 */
export function* replayCuts({
  base,
  events,
  random,
  cuts,
}: {
  base: ReadonlyMap<string, Buffer>
  events: readonly DiskEvent[]
  random: () => number
  cuts: number
}): Generator<Cut> {
  const points = Array.from({ length: cuts }, () => Math.floor(random() * (events.length + 1))).sort((a, b) => a - b)
  const synced = new Map(base)
  const pending = new Map<string, Change[]>()
  let acknowledged = 0
  let next = 0
  for (let at = 0; at <= events.length; at += 1) {
    for (; points[next] === at; next += 1) yield { files: afterCut(synced, pending, random), acknowledged }
    const event = events[at]
    if (event === undefined) return
    if (event.kind === 'acknowledged') acknowledged += 1
    else if (event.kind === 'sync') {
      const changes = pending.get(event.file) ?? []
      synced.set(event.file, changes.reduce(apply, synced.get(event.file) ?? Buffer.alloc(0)))
      pending.delete(event.file)
    } else pending.set(event.file, [...(pending.get(event.file) ?? []), event])
  }
}

function afterCut(
  synced: ReadonlyMap<string, Buffer>,
  pending: ReadonlyMap<string, readonly Change[]>,
  random: () => number,
): Map<string, Buffer> {
  const files = new Map(synced)
  for (const [file, changes] of pending) {
    const survived = changes.flatMap((change) => survivorOf(change, random))
    files.set(file, survived.reduce(apply, files.get(file) ?? Buffer.alloc(0)))
  }
  return files
}

function survivorOf(change: Change, random: () => number): Change[] {
  const fate = random()
  if (fate < 0.4) return []
  if (fate < 0.8 || change.kind === 'truncate' || change.data.length <= SECTOR) return [change]
  const sectors = Math.floor(random() * Math.ceil(change.data.length / SECTOR))
  return [{ ...change, data: change.data.subarray(0, sectors * SECTOR) }]
}

function apply(content: Buffer, change: Change): Buffer {
  if (change.kind === 'truncate') return resized(content, change.length)
  const grown = resized(content, Math.max(content.length, change.offset + change.data.length))
  change.data.copy(grown, change.offset)
  return grown
}

/** Always a copy: the state before must stay as it was. */
function resized(content: Buffer, length: number): Buffer {
  const copy = Buffer.alloc(length)
  content.copy(copy, 0, 0, Math.min(content.length, length))
  return copy
}
