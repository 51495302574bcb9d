import type { Log } from '../base/core/log.ts'
import { type AuditEvent, type AuditKind, type AuditOwner, appendAudit } from './auditChain.ts'
import type { Database } from './database.ts'

/** What somebody looked at, found, printed or took out, before it is written. */
export interface NotedUse {
  at: string
  userId: string
  kind: AuditKind
  procedure: string
  /** The record looked at. */
  recordId?: string | undefined
  /** Records shown or written to a file. */
  rows?: number | undefined
  /** Search words and filters: committed to, not told by the chain. */
  filter?: unknown
  file?: { sha256: string; bytes: number; type: string; name: string } | undefined
}

/** Uses wait at most this long, so at most this much is lost in a power cut (docs/decisions/0019). */
const WAIT_MS = 800
/** The same page asked for again within this time is the same look. */
const SAME_LOOK_MS = 5 * 60 * 1000
const MOST_REMEMBERED = 2000

/** Collects what people look at and take out, and writes it to the audit chain in groups, off the path of the call. */
export class AuditTrail {
  readonly #database: Database
  readonly #owner: AuditOwner
  readonly #log: Log
  readonly #looks = new Map<string, number>()
  #noted: NotedUse[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(database: Database, { owner, log }: { owner: AuditOwner; log: Log }) {
    this.#database = database
    this.#owner = owner
    this.#log = log
  }

  note(use: NotedUse): void {
    if (this.#isSameLook(use)) return
    this.#noted.push(use)
    this.#timer ??= setTimeout(() => void this.flush(), WAIT_MS).unref()
  }

  /** Writes what waits. A use that cannot be written is logged by its code and kept for the next time. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write(): Promise<void> {
    const uses = this.#noted
    if (uses.length === 0) return
    this.#noted = []
    try {
      await this.#database.write((db) => appendAudit(db, this.#owner, groupUses(uses)))
    } catch (error) {
      this.#noted = [...uses, ...this.#noted]
      this.#log.unexpected(error)
    }
  }

  #isSameLook(use: NotedUse): boolean {
    if (use.kind !== 'read' && use.kind !== 'search') return false
    const key = JSON.stringify([use.userId, use.procedure, use.recordId, use.filter])
    const now = Date.parse(use.at)
    const last = this.#looks.get(key)
    if (last !== undefined && Math.abs(now - last) < SAME_LOOK_MS) return true
    this.#looks.delete(key)
    this.#looks.set(key, now)
    const oldest = this.#looks.keys().next().value
    if (this.#looks.size > MOST_REMEMBERED && oldest !== undefined) this.#looks.delete(oldest)
    return false
  }
}

/** Looks of one person become one entry; every search, paper and file has its own. */
function groupUses(uses: readonly NotedUse[]): AuditEvent[] {
  const events: AuditEvent[] = []
  const looks = new Map<string, { event: AuditEvent; records: Record<string, string[]> }>()
  for (const use of uses) {
    const group = use.kind === 'read' && use.recordId !== undefined ? looks.get(use.userId) : undefined
    if (group !== undefined) addLook(group, use)
    else if (use.kind === 'read' && use.recordId !== undefined) {
      const records = { [use.procedure]: [use.recordId] }
      const event = { ...base(use), count: 1, body: { records } }
      looks.set(use.userId, { event, records })
      events.push(event)
    } else events.push(tellUse(use))
  }
  return events
}

function addLook({ event, records }: { event: AuditEvent; records: Record<string, string[]> }, use: NotedUse): void {
  records[use.procedure] = [...(records[use.procedure] ?? []), use.recordId ?? '']
  event.count += 1
}

function tellUse(use: NotedUse): AuditEvent {
  const { file, filter, recordId } = use
  return {
    ...base(use),
    count: use.rows ?? (recordId === undefined ? 0 : 1),
    body: {
      ...(recordId === undefined ? {} : { recordId }),
      ...(file === undefined ? {} : { sha256: file.sha256, bytes: file.bytes, type: file.type }),
    },
    detail: filter === undefined && file === undefined ? undefined : { filter, name: file?.name },
  }
}

function base({ at, userId, kind, procedure }: NotedUse) {
  return { at, userId, kind, procedure }
}
