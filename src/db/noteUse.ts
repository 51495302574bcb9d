import { createHash } from 'node:crypto'
import type { ProcedureMeta } from '../base/common/procedure.ts'
import type { TicketFile } from '../base/core/fileTickets.ts'
import type { AuditKind } from './auditChain.ts'
import type { AuditTrail, NotedUse } from './auditTrail.ts'

/** One call of one person, as the audit log tells it. */
export interface AuditedCall {
  meta: ProcedureMeta
  /** `addresses.get` */
  procedure: string
  /** As it arrived, before it was parsed. */
  input: unknown
  at: string
  userId: string
}

/** Notes every file the call hands out, and whatever else the call let its person see. */
export class CallUse {
  readonly #call: AuditedCall
  readonly #trail: AuditTrail
  readonly #kind: AuditKind | undefined
  #files: UsedFile[] = []
  #streams = false

  constructor(call: AuditedCall, trail: AuditTrail) {
    this.#call = call
    this.#trail = trail
    this.#kind = kindOfUse(call)
  }

  /** A file went to the person: a spreadsheet, a paper, a bundle. */
  file(file: TicketFile): void {
    if (!isTold(this.#call.meta) || this.#kind === 'read' || this.#kind === 'search') return
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    const { name, type, bytes, rows } = file
    const used = { rows, file: { sha256, bytes: bytes.length, type, name } }
    if (this.#streams) this.#note(used)
    else this.#files.push(used)
  }

  /** The call was answered; a stream goes on handing out what it makes. How many rows a file holds is often in the answer. */
  async answered(output: unknown): Promise<void> {
    if (this.#kind === undefined && this.#files.length === 0) return
    this.#streams = isStream(output)
    for (const { file, rows } of this.#files) this.#note({ file, rows: rows ?? rowsOf(output) })
    if (this.#files.length === 0 && this.#tellsByItself(output)) this.#note({ rows: rowsOf(output) })
    if (this.#kind !== 'read' && this.#kind !== 'search') await this.#trail.flush()
  }

  /** A command without a file (opening a bundle) is told by its write. */
  #tellsByItself(output: unknown): boolean {
    return this.#call.meta.effect === 'read' && !isStream(output)
  }

  #note(use: UsedFile): void {
    const { at, userId, procedure, input } = this.#call
    const recordId = textAt(input, 'id') ?? textAt(input, 'addressId')
    const filter = this.#kind === 'read' && recordId !== undefined ? undefined : whatWasAsked(input)
    // A file leaves by whatever right it was made: the lines of an import that are to be mended too.
    this.#trail.note({ at, userId, kind: this.#kind ?? 'export', procedure, recordId, filter, ...use })
  }
}

type UsedFile = Pick<NotedUse, 'rows' | 'file'>

/** Undefined for what is not told, or told by its own write. */
export function kindOfUse({ meta, input }: Pick<AuditedCall, 'meta' | 'input'>): AuditKind | undefined {
  const { right, effect } = meta
  if (!isTold(meta)) return undefined
  if (right === 'data.export') return 'export'
  if (right === 'paper.print') return 'print'
  // Looking at what would go takes nothing out; making or opening the file does.
  if (effect === 'change') return EXCHANGES.has(right) ? 'bundle' : undefined
  return isSearch(input) ? 'search' : 'read'
}

function isTold({ right, quiet }: ProcedureMeta): boolean {
  return quiet !== true && right !== 'anyone' && right !== 'signedIn'
}

/** Something was typed to find people by, in the call itself or in its filter. */
function isSearch(input: unknown): boolean {
  const filter = typeof input === 'object' && input !== null && 'filter' in input ? input.filter : undefined
  return SEARCH_FIELDS.some((field) => (textAt(filter, field) ?? textAt(input, field) ?? '').trim() !== '')
}

const EXCHANGES: ReadonlySet<string> = new Set(['bundles.send', 'bundles.open', 'keys.manage'])

const SEARCH_FIELDS = ['search', 'query', 'text', 'name']

function textAt(input: unknown, field: string): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined
  // Safe: looked at only when it is a text.
  const value = (input as Record<string, unknown>)[field]
  return typeof value === 'string' ? value : undefined
}

/** A form that is compared with the book while it is typed tells whom it is about, and nothing else of what was typed. */
function isForm(input: object): boolean {
  return 'idNumber' in input || ('fields' in input && typeof input.fields === 'object')
}

/** What is handed over rather than asked: the text of a file says nothing of whose records were looked at. */
const SECRETS: ReadonlySet<string> = new Set(['ticket', 'file', 'digits', 'passphrase'])
/** A list that goes out: its rows stand in the file, and whose they are must not stand in a log as well. */
const MADE_OF: ReadonlySet<string> = new Set([...SECRETS, 'rows', 'columns', 'addressIds'])

/** What was asked for, without what the answer is made of. */
function whatWasAsked(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input
  if (isForm(input)) {
    const form = 'fields' in input ? input.fields : input
    return Object.fromEntries(
      SEARCH_FIELDS.flatMap((field) => (textAt(form, field) ? [[field, textAt(form, field)]] : [])),
    )
  }
  const leftOut = 'rows' in input ? MADE_OF : SECRETS
  return Object.fromEntries(Object.entries(input).filter(([name]) => !leftOut.has(name)))
}

/** `rows` of the answer: a number, or the first list in it. */
function rowsOf(output: unknown): number | undefined {
  if (typeof output !== 'object' || output === null) return undefined
  if ('rows' in output && typeof output.rows === 'number') return output.rows
  return Object.values(output).find((value) => Array.isArray(value))?.length
}

function isStream(output: unknown): boolean {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}
