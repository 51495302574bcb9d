import { beforeAll, describe, expect, test } from 'vitest'
import { genesisHash, hashOfEntry } from '../../../src/db/auditChain.ts'
import type { AuditEntryTable } from '../../../src/db/tables/systemTables.ts'
import { type Anchor, ChainCheck } from '../../../src/features/audit/core/chainCheck.ts'

const OWNER = { unitId: 'unit', epoch: 'epoch' }
const ENTRIES = 10_000
const ANCHOR_EVERY = 400

let log: AuditEntryTable[]
let anchors: Anchor[]

beforeAll(() => {
  log = makeLog(ENTRIES)
  anchors = log.filter((entry) => entry.seq % ANCHOR_EVERY === 0).map(toAnchor)
})

describe('row 64: a log of 10,000 entries', () => {
  test('that nobody touched has no problem', () => {
    expect(problemsOf(log, anchors)).toEqual([])
  })

  test('shows every field of every tenth entry that was edited, at that entry', () => {
    for (let index = 0; index < ENTRIES; index += 10) {
      const field = FIELDS[(index / 10) % FIELDS.length]
      if (field === undefined) throw new Error('no field')
      const entry = at(log, index)
      const edited = {
        ...entry,
        [field]: typeof entry[field] === 'number' ? Number(entry[field]) + 1 : `${entry[field]}x`,
      }
      expect(problemsNear(index, edited), `${field} of ${index}`).not.toEqual([])
    }
  })

  test('shows where an entry was deleted or two were exchanged', () => {
    for (let index = 50; index < ENTRIES - 1; index += 997) {
      const without = [...log.slice(0, index), ...log.slice(index + 1)]
      expect(problemsOf(without, anchors)).toContainEqual(expect.objectContaining({ kind: 'gap', seq: index + 1 }))
      const [one, other] = [at(log, index), at(log, index + 1)]
      const swapped = [
        ...log.slice(0, index),
        { ...other, seq: one.seq },
        { ...one, seq: other.seq },
        ...log.slice(index + 2),
      ]
      expect(problemsOf(swapped, anchors)).not.toEqual([])
    }
  })

  test('shows an entry that was sealed anew and tied to the next one, without any head kept elsewhere', () => {
    for (let index = 1; index < ENTRIES - 2; index += 997) {
      const entry = at(log, index)
      const forged = seal({ seq: entry.seq, user_id: 'somebody else', previous: entry.previous_hash })
      const { hash: _hash, ...next } = { ...at(log, index + 1), previous_hash: forged.hash }
      const tied = { ...next, hash: hashOfEntry(next) }
      const problems = problemsOf([...log.slice(0, index), forged, tied, ...log.slice(index + 2)], [])
      expect(problems).toContainEqual(expect.objectContaining({ kind: 'broken', seq: entry.seq + 2 }))
    }
  })

  test('shows a tail that was cut off, but only by a head kept elsewhere', () => {
    for (const cut of [1, 10, 399, 400, 5000]) {
      const rest = log.slice(0, ENTRIES - cut)
      expect(problemsOf(rest, anchors), `${cut} cut`).toContainEqual(expect.objectContaining({ kind: 'cut' }))
      // The control: the chain alone cannot know.
      expect(problemsOf(rest, [])).toEqual([])
    }
  })

  test('shows a log that was written anew from any entry on, but only by a head kept elsewhere', () => {
    for (const from of [0, 1, 4321, ENTRIES - ANCHOR_EVERY, ENTRIES - 1]) {
      const rewritten = rewriteFrom(from)
      expect(problemsOf(rewritten, anchors), `from ${from}`).toContainEqual(expect.objectContaining({ kind: 'anchor' }))
      expect(problemsOf(rewritten, [])).toEqual([])
    }
  })
})

const FIELDS = [
  'unit_id',
  'at',
  'user_id',
  'kind',
  'procedure',
  'count',
  'body',
  'commitment',
  'previous_hash',
  'hash',
  'seq',
] as const

function makeLog(count: number): AuditEntryTable[] {
  const made: AuditEntryTable[] = []
  let previous = genesisHash(OWNER)
  for (let seq = 1; seq <= count; seq += 1) {
    const entry = seal({ seq, user_id: `user-${seq % 5}`, previous })
    made.push(entry)
    previous = entry.hash
  }
  return made
}

function seal({ seq, user_id, previous }: { seq: number; user_id: string; previous: string }): AuditEntryTable {
  const entry = {
    epoch: OWNER.epoch,
    seq,
    unit_id: OWNER.unitId,
    at: new Date(Date.UTC(2026, 0, 1) + seq * 60_000).toISOString(),
    user_id,
    kind: 'change',
    procedure: 'addresses.update',
    count: 1,
    body: JSON.stringify({ records: [{ table: 'address', id: `address-${seq}`, op: 'update', fields: ['note'] }] }),
    commitment: `commitment-${seq}`,
    previous_hash: previous,
  }
  return { ...entry, hash: hashOfEntry(entry) }
}

/** The whole rest of the log in somebody else's name, every hash made to fit. */
function rewriteFrom(index: number): AuditEntryTable[] {
  let previous = index === 0 ? genesisHash(OWNER) : at(log, index - 1).hash
  const rest = log.slice(index).map((entry) => {
    const sealed = seal({ seq: entry.seq, user_id: 'somebody else', previous })
    previous = sealed.hash
    return sealed
  })
  return [...log.slice(0, index), ...rest]
}

function toAnchor({ seq, hash, epoch, at: moment }: AuditEntryTable): Anchor {
  return { seq, hash, epoch, at: moment, place: 'backup', reference: String(seq) }
}

function problemsOf(entries: readonly AuditEntryTable[], known: readonly Anchor[]) {
  const check = new ChainCheck(OWNER.epoch, known)
  for (const entry of entries) check.take(entry)
  return check.finish({ continued: false })
}

/** Checks two entries after the one before them, instead of walking the whole log a thousand times. */
function problemsNear(index: number, edited: AuditEntryTable) {
  const from = index === 0 ? undefined : at(log, index - 1)
  const check = new ChainCheck(OWNER.epoch, [], from)
  check.take(edited)
  const next = log[index + 1]
  if (next !== undefined) check.take(next)
  return check.problems
}

function at(entries: readonly AuditEntryTable[], index: number): AuditEntryTable {
  const entry = entries[index]
  if (entry === undefined) throw new Error('no such entry')
  return entry
}
