import { randomBytes } from 'node:crypto'
import { auditedWrite } from './auditedWrite.ts'
import { AuditTrail } from './auditTrail.ts'
import type { Office, Services, Session } from './office.ts'

/** Who the journal names for what the program does by itself. */
const PROGRAM_USER = 'program'

/** Idle minutes after which a session locks. */
const IDLE_MS = 5 * 60 * 1000

/** An open page asks for the backup's age every minute; one that was closed is silent. */
const SILENT_MS = 150 * 1000

/** The one open office of this process and the sessions at work in it. */
export class OfficeHolder {
  /** Where offices live: the office itself, and `practice/` inside it. */
  readonly rootDir: string
  readonly #services: Services
  readonly #sessions = new Map<string, Session>()
  #office: Office | undefined
  #trail: AuditTrail | undefined

  constructor(rootDir: string, services: Services) {
    this.rootDir = rootDir
    this.#services = services
  }

  get office(): Office | undefined {
    return this.#office
  }

  /** Where looks, searches, papers and files of the open office are noted. */
  get trail(): AuditTrail | undefined {
    return this.#trail
  }

  /** Takes over a freshly opened office; the one before is closed first. */
  async take(office: Office): Promise<void> {
    if (this.#office !== office) await this.close()
    this.#office = office
    this.#trail = new AuditTrail(office.database, { owner: office, log: this.#services.log })
    const writer = { userId: PROGRAM_USER, unitId: office.unitId, now: this.#services.clock.now() }
    const act = { owner: office, writer, procedure: 'office.opened', always: false }
    await office.database.write((db) => auditedWrite(db, act, this.#services.whenOpened))
    this.#services.schedule?.opened(office)
    await this.#services.network?.opened(office)
  }

  startSession(session: Omit<Session, 'token' | 'lastSeen' | 'lastHeard' | 'locked'>): Session {
    const started: Session = {
      ...session,
      token: randomBytes(32).toString('base64url'),
      lastSeen: Date.now(),
      lastHeard: Date.now(),
      locked: false,
    }
    this.#sessions.set(started.token, started)
    this.#noteSession(started, 'session.start')
    return started
  }

  /** The session of a token; one left idle is found locked. */
  findSession(token: string | undefined): Session | undefined {
    const session = token === undefined ? undefined : this.#sessions.get(token)
    if (session === undefined) return undefined
    if (Date.now() - session.lastSeen > IDLE_MS) session.locked = true
    return session
  }

  /** Whether somebody is at work: a session neither locked nor left idle, whose page was heard lately. */
  isInUse(): boolean {
    const since = Date.now() - SILENT_MS
    return [...this.#sessions.values()].some(
      ({ token, lastHeard }) => this.findSession(token)?.locked === false && lastHeard > since,
    )
  }

  /** Closes an office that was opened but that nobody could enter. */
  async closeUnlessEntered(): Promise<void> {
    if (this.#sessions.size === 0) await this.close()
  }

  /** The PC sleeps or its screen was locked: everyone types the passphrase again; the office stays open for its jobs. */
  lockSessions(): void {
    for (const session of this.#sessions.values()) session.locked = true
  }

  /** Ends a session; the file closes with the last one. */
  async endSession(token: string): Promise<void> {
    const session = this.#sessions.get(token)
    if (session !== undefined) this.#noteSession(session, 'session.end')
    this.#sessions.delete(token)
    this.#services.tickets.ownedBy(token).clear()
    await this.closeUnlessEntered()
  }

  /** Ends the sessions of one person, or of everybody but one session. */
  dropSessions(isDropped: (session: Session) => boolean): void {
    for (const session of [...this.#sessions.values()].filter(isDropped)) {
      this.#noteSession(session, 'session.end')
      this.#sessions.delete(session.token)
      this.#services.tickets.ownedBy(session.token).clear()
    }
  }

  /**
   * Closes the office for work on its files and opens what `work` gives; one session goes on in it, all others end.
   * `failure` is thrown once the office is open again.
   */
  async reopen(keep: Session, work: () => Promise<{ office: Office; failure: unknown }>): Promise<void> {
    await this.close()
    const { office, failure } = await work()
    await this.take(office)
    this.#sessions.set(keep.token, keep)
    if (failure !== undefined) throw failure
  }

  /** A person's new roles count at once, not only at their next sign-in. */
  setRoles(userId: string, roles: Session['roles']): void {
    for (const session of this.#sessions.values()) if (session.userId === userId) session.roles = roles
  }

  async close(): Promise<void> {
    const office = this.#office
    const trail = this.#trail
    this.#office = undefined
    this.#trail = undefined
    this.#sessions.clear()
    this.#services.tickets.clear()
    if (office === undefined) return
    await trail?.flush()
    await this.#services.schedule?.closing(office)
    this.#services.jobs.dropIdle()
    await office.database.close()
    office.dataKey.fill(0)
  }

  #noteSession({ userId }: Session, procedure: string): void {
    this.#trail?.note({ at: this.#services.clock.now(), userId, kind: 'session', procedure })
  }
}
