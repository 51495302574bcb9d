import { genesisHash, hashOfEntry } from '../../../src/db/auditChain.ts'
import type { AuditEntryTable } from '../../../src/db/tables/systemTables.ts'
import { type Anchor, ChainCheck } from '../../../src/features/audit/core/chainCheck.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'

const ENTRIES = 10_000
const ANCHOR_EVERY = 250
const OWNER = { unitId: 'unit', epoch: 'epoch' }

export const auditRig: Rig = {
  name: 'audit',
  what: 'every edit, deletion, exchange, cut and rewriting of a log of 10,000 entries is found against its anchors',
  aim: 30_000,
  run: async (context) => attackLog(context, anchorsOf(makeLog(ENTRIES))),
  controlWhat: 'the same cuts and rewritings without anchors',
  control: async (context) => attackLog({ ...context, goOn: (done) => done < 30 }, []),
}

type Attack = (log: readonly AuditEntryTable[], random: () => number) => AuditEntryTable[]

function attackLog(context: RigContext, anchors: readonly Anchor[]): Outcome {
  const log = makeLog(ENTRIES)
  // Without anchors only what the chain itself cannot know is tried: that is what the control must miss.
  const attacks =
    anchors.length === 0 ? [cutTail, rewriteRest] : [editEntry, dropEntry, swapEntries, cutTail, rewriteRest]
  const outcome = { done: 0, bad: 0 }
  while (!isOver(context, outcome)) {
    const attack = attacks[outcome.done % attacks.length] ?? cutTail
    outcome.bad += isFound(attack(log, context.random), anchors) ? 0 : 1
    outcome.done += 1
  }
  return outcome
}

const FIELDS = ['unit_id', 'at', 'user_id', 'kind', 'procedure', 'count', 'body', 'commitment'] as const

const editEntry: Attack = (log, random) => {
  const at = indexIn(log, random)
  const field = FIELDS[Math.floor(random() * FIELDS.length)] ?? 'body'
  return log.map((entry, index) => {
    if (index !== at) return entry
    return { ...entry, [field]: field === 'count' ? entry.count + 1 : `${entry[field]}.` }
  })
}
const dropEntry: Attack = (log, random) => {
  const at = indexIn(log, random)
  return [...log.slice(0, at), ...log.slice(at + 1)]
}
const swapEntries: Attack = (log, random) => {
  const at = Math.min(indexIn(log, random), log.length - 2)
  const [one, other] = log.slice(at, at + 2)
  if (one === undefined || other === undefined) return []
  return [...log.slice(0, at), { ...other, seq: one.seq }, { ...one, seq: other.seq }, ...log.slice(at + 2)]
}
const cutTail: Attack = (log, random) => log.slice(0, indexIn(log, random))
const rewriteRest: Attack = (log, random) => {
  const at = indexIn(log, random)
  return [
    ...log.slice(0, at),
    ...sealAll(
      log.slice(at).map((entry) => ({ ...entry, user_id: 'x' })),
      log[at - 1]?.hash,
    ),
  ]
}

function indexIn(log: readonly unknown[], random: () => number): number {
  return Math.floor(random() * log.length)
}

function isFound(log: readonly AuditEntryTable[], anchors: readonly Anchor[]): boolean {
  const check = new ChainCheck(OWNER.epoch, anchors)
  for (const entry of log) check.take(entry)
  return check.finish({ continued: false }).length > 0
}

let made: AuditEntryTable[] | undefined

function makeLog(count: number): AuditEntryTable[] {
  made ??= sealAll(
    Array.from({ length: count }, (_, index) => ({
      epoch: OWNER.epoch,
      seq: index + 1,
      unit_id: OWNER.unitId,
      at: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
      user_id: `user-${index % 5}`,
      kind: 'change',
      procedure: 'addresses.update',
      count: 1,
      body: JSON.stringify({ recordId: `address-${index}` }),
      commitment: `commitment-${index}`,
    })),
    undefined,
  )
  return made
}

function sealAll(
  entries: readonly Omit<AuditEntryTable, 'hash' | 'previous_hash'>[],
  before: string | undefined,
): AuditEntryTable[] {
  let previous = before ?? genesisHash(OWNER)
  return entries.map((entry) => {
    const linked = { ...entry, previous_hash: previous }
    previous = hashOfEntry(linked)
    return { ...linked, hash: previous }
  })
}

/** Backups every 250 entries, and a paper of the last: what lies after the last anchor nobody could know. */
function anchorsOf(log: readonly AuditEntryTable[]): Anchor[] {
  return log
    .filter((entry) => entry.seq % ANCHOR_EVERY === 0 || entry.seq === log.length)
    .map(({ seq, hash, epoch, at }) => ({ seq, hash, epoch, at, place: 'backup', reference: String(seq) }))
}
