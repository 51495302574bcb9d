import { randomBytes } from 'node:crypto'

/** A file on its way between the core and a person: the page holds the ticket, never a path. */
export interface TicketFile {
  name: string
  type: string
  bytes: Uint8Array
}

/** One-use tickets, gone after ten minutes or when taken. Bytes stay in memory: nothing personal in temporary files. */
export class FileTickets {
  readonly #files = new Map<string, { file: TicketFile; until: number }>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  put(file: TicketFile): string {
    this.#dropExpired()
    const ticket = randomBytes(24).toString('base64url')
    this.#files.set(ticket, { file, until: this.#now() + TICKET_MS })
    return ticket
  }

  /** Hands the file out once. */
  take(ticket: string): TicketFile | undefined {
    this.#dropExpired()
    const entry = this.#files.get(ticket)
    this.#files.delete(ticket)
    return entry?.file
  }

  /** Looks without using the ticket up: a preview before the save. */
  peek(ticket: string): TicketFile | undefined {
    this.#dropExpired()
    return this.#files.get(ticket)?.file
  }

  clear(): void {
    this.#files.clear()
  }

  #dropExpired(): void {
    const now = this.#now()
    for (const [ticket, entry] of this.#files) if (entry.until < now) this.#files.delete(ticket)
  }
}

const TICKET_MS = 10 * 60 * 1000
