import { randomBytes } from 'node:crypto'

/** A file on its way between the core and a person: the page holds the ticket, never a path. */
export interface TicketFile {
  name: string
  type: string
  bytes: Uint8Array
  /** How many records it holds, where it is a list of them. */
  rows?: number
}

interface Entry {
  file: TicketFile
  until: number
  /** Undefined: put by the shell itself, for whoever is signed in. */
  owner: string | undefined
}

interface SharedTickets {
  files: Map<string, Entry>
  owner: string
  onPut?: ((file: TicketFile) => void) | undefined
}

const TICKET_MS = 10 * 60 * 1000
/** A page that asks for file after file must not eat the PC's memory. */
const MOST_BYTES = 256 * 1024 * 1024

/**
 * One-use tickets, gone after ten minutes or when taken. Bytes stay in memory: nothing personal in temporary files. When more
 * than 256 MB wait, the oldest go. What a session has put, only that session can take.
 */
export class FileTickets {
  readonly #now: () => number
  readonly #files: Map<string, Entry>
  readonly #owner: string | undefined
  readonly #onPut: ((file: TicketFile) => void) | undefined

  constructor(now: () => number = Date.now, shared?: SharedTickets) {
    this.#now = now
    this.#files = shared?.files ?? new Map()
    this.#owner = shared?.owner
    this.#onPut = shared?.onPut
  }

  /** The same tickets as one session sees them; `onPut` hears of every file put through this view. */
  ownedBy(owner: string, onPut?: (file: TicketFile) => void): FileTickets {
    return new FileTickets(this.#now, { files: this.#files, owner, onPut })
  }

  put(file: TicketFile): string {
    this.#dropExpired()
    this.#makeRoom(file.bytes.length)
    const ticket = randomBytes(24).toString('base64url')
    this.#files.set(ticket, { file, until: this.#now() + TICKET_MS, owner: this.#owner })
    this.#onPut?.(file)
    return ticket
  }

  /** Hands the file out once. */
  take(ticket: string): TicketFile | undefined {
    const file = this.peek(ticket)
    if (file !== undefined) this.#files.delete(ticket)
    return file
  }

  /** Looks without using the ticket up: a preview before the save. */
  peek(ticket: string): TicketFile | undefined {
    this.#dropExpired()
    const entry = this.#files.get(ticket)
    return entry !== undefined && this.#mayUse(entry) ? entry.file : undefined
  }

  /** Drops the session's own files; of the shell's view, all. */
  clear(): void {
    for (const [ticket, { owner }] of this.#files) {
      if (this.#owner === undefined || owner === this.#owner) this.#files.delete(ticket)
    }
  }

  #mayUse({ owner }: Entry): boolean {
    return this.#owner === undefined || owner === undefined || owner === this.#owner
  }

  #makeRoom(needed: number): void {
    let held = [...this.#files.values()].reduce((sum, { file }) => sum + file.bytes.length, 0)
    for (const [ticket, { file }] of this.#files) {
      if (held + needed <= MOST_BYTES) return
      this.#files.delete(ticket)
      held -= file.bytes.length
    }
  }

  #dropExpired(): void {
    const now = this.#now()
    for (const [ticket, entry] of this.#files) if (entry.until < now) this.#files.delete(ticket)
  }
}
