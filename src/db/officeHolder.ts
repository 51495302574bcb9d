import { randomBytes } from 'node:crypto'
import type { Office, Services, Session } from './office.ts'

/** Who the journal names for what the program does by itself. */
const PROGRAM_USER = 'program'

/** Idle minutes after which a session locks. */
const IDLE_MS = 5 * 60 * 1000

/** The one open office of this process and the sessions at work in it. */
export class OfficeHolder {
  /** Where offices live: the office itself, and `practice/` inside it. */
  readonly rootDir: string
  readonly #services: Services
  readonly #sessions = new Map<string, Session>()
  #office: Office | undefined

  constructor(rootDir: string, services: Services) {
    this.rootDir = rootDir
    this.#services = services
  }

  get office(): Office | undefined {
    return this.#office
  }

  /** Takes over a freshly opened office; the one before is closed first. */
  async take(office: Office): Promise<void> {
    if (this.#office !== office) await this.close()
    this.#office = office
    const now = this.#services.clock.now()
    await this.#services.whenOpened(office, { userId: PROGRAM_USER, unitId: office.unitId, now })
  }

  startSession(session: Omit<Session, 'token' | 'lastSeen' | 'locked'>): Session {
    const started: Session = {
      ...session,
      token: randomBytes(32).toString('base64url'),
      lastSeen: Date.now(),
      locked: false,
    }
    this.#sessions.set(started.token, started)
    return started
  }

  /** The session of a token; one left idle is found locked. */
  findSession(token: string | undefined): Session | undefined {
    const session = token === undefined ? undefined : this.#sessions.get(token)
    if (session === undefined) return undefined
    if (Date.now() - session.lastSeen > IDLE_MS) session.locked = true
    return session
  }

  /** Whether somebody is at work: a session neither locked nor left idle. */
  isInUse(): boolean {
    return [...this.#sessions.keys()].some((token) => this.findSession(token)?.locked === false)
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
    this.#sessions.delete(token)
    this.#services.tickets.ownedBy(token).clear()
    await this.closeUnlessEntered()
  }

  async close(): Promise<void> {
    const office = this.#office
    this.#office = undefined
    this.#sessions.clear()
    this.#services.tickets.clear()
    if (office === undefined) return
    await office.database.close()
    office.dataKey.fill(0)
  }
}
