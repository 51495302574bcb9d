import { auditHeadText, commitTo, readAuditHead, readChainBodies } from '../../../db/auditChain.ts'
import { committedText, readCommittedRows } from '../../../db/auditedWrite.ts'
import type { ReadDb } from '../../../db/database.ts'
import { readCommitments } from '../../../db/eraseTraces.ts'
import type { AuditEntryTable } from '../../../db/tables/systemTables.ts'
import type { AuditProblem, AuditReport } from '../common/contract.ts'
import { type Anchor, ChainCheck } from './chainCheck.ts'

const ENTRIES_AT_ONCE = 500
const MOST_LISTED = 200

/** Checks every chain of the book against itself, the journal and the anchors. Reads only. */
export async function verifyAudit(db: ReadDb, outside: readonly Anchor[]): Promise<AuditReport> {
  const anchors = [...(await readAnchors(db)), ...outside]
  const epochs = await db.selectFrom('audit_entry').select('epoch').distinct().orderBy('epoch').execute()
  const known = new Set([...epochs.map(({ epoch }) => epoch), ...anchors.map(({ epoch }) => epoch)])
  const continued = await readContinuedEpochs(db)
  const held = await readCommitments(db)
  const problems: AuditProblem[] = []
  let entries = 0
  for (const epoch of known) {
    const check = new ChainCheck(epoch, anchors)
    for await (const batch of entriesOf(db, epoch)) {
      for (const entry of batch) check.take(entry)
      check.problems.push(...(await checkCommitments(db, batch, { epoch, held })))
      entries += batch.length
    }
    problems.push(...check.finish({ continued: continued.has(epoch) }))
  }
  const head = await readAuditHead(db)
  const lastAnchor = anchors.filter((anchor) => anchor.epoch === head?.epoch).sort((a, b) => b.seq - a.seq)[0]
  return {
    entries,
    head: head === undefined ? null : { ...headOf(head), text: auditHeadText(head) },
    anchors: anchors.length,
    lastAnchor: lastAnchor === undefined ? null : { at: lastAnchor.at, place: lastAnchor.place, seq: lastAnchor.seq },
    sinceAnchor: (head?.seq ?? 0) - Math.min(lastAnchor?.seq ?? 0, head?.seq ?? 0),
    problems: problems.slice(0, MOST_LISTED),
    problemCount: problems.length,
  }
}

function headOf({ epoch, seq, hash }: { epoch: string; seq: number; hash: string }) {
  return { epoch, seq, hash }
}

async function readAnchors(db: ReadDb): Promise<Anchor[]> {
  const rows = await db.selectFrom('audit_anchor').selectAll().orderBy('at').execute()
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }))
}

/** Epochs that a restored backup brought to an end; the first entry of the new one names the old. */
async function readContinuedEpochs(db: ReadDb): Promise<Set<string>> {
  return new Set((await readChainBodies(db)).flatMap(({ continues }) => continues?.epoch ?? []))
}

async function* entriesOf(db: ReadDb, epoch: string): AsyncGenerator<AuditEntryTable[]> {
  let after = Number.MIN_SAFE_INTEGER
  while (true) {
    const batch = await db
      .selectFrom('audit_entry')
      .selectAll()
      .where('epoch', '=', epoch)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(ENTRIES_AT_ONCE)
      .execute()
    const last = batch.at(-1)
    if (last === undefined) return
    yield batch
    after = Number(last.seq)
  }
}

async function checkCommitments(
  db: ReadDb,
  batch: readonly AuditEntryTable[],
  { epoch, held }: { epoch: string; held: ReadonlyMap<string, string> },
): Promise<AuditProblem[]> {
  const [first, last] = [batch[0], batch.at(-1)]
  if (first === undefined || last === undefined) return []
  const details = await db
    .selectFrom('audit_detail')
    .selectAll()
    .where('epoch', '=', epoch)
    .where('seq', '>=', first.seq)
    .where('seq', '<=', last.seq)
    .execute()
  const bySeq = new Map(details.map((detail) => [Number(detail.seq), detail]))
  const problems: AuditProblem[] = []
  for (const entry of batch) {
    const seq = Number(entry.seq)
    const detail = bySeq.get(seq)
    const text = detail?.detail ?? (entry.kind === 'change' ? await journalText(db, entry) : '')
    if (detail === undefined) problems.push({ kind: 'detail', epoch, seq, reference: null })
    else if (text === undefined || commitTo(detail.salt, text) !== (held.get(`${epoch} ${seq}`) ?? entry.commitment))
      problems.push({ kind: entry.kind === 'change' ? 'journal' : 'detail', epoch, seq, reference: null })
  }
  return problems
}

/** Undefined when the entry itself is past reading. */
async function journalText(db: ReadDb, entry: AuditEntryTable): Promise<string | undefined> {
  const range = readRange(entry.body)
  if (range === undefined) return undefined
  if (range.after === range.before) return ''
  const rows = await readCommittedRows(db, { commandId: range.commandId, userId: entry.user_id }, range)
  return committedText(rows)
}

function readRange(body: string): { before: number; after: number; commandId: string | undefined } | undefined {
  try {
    // Safe: compared with the commitment right after; a body that says otherwise does not match it.
    const { before, after, commandId } = JSON.parse(body) as { before: number; after: number; commandId?: string }
    return { before, after, commandId }
  } catch {
    return undefined
  }
}
