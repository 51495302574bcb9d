import type { Language } from '../base/common/language.ts'

/** What surrounds the command line: handed in, so that tests run the same commands in their own process. */
export interface CliShell {
  env: Record<string, string | undefined>
  /** Folder of the built files: the job worker, the browser host. */
  coreDir: URL
  out: (text: string) => void
  err: (text: string) => void
  /** The clock and a lower key-derivation cost, in tests only. */
  now?: () => number
  kdf?: { memoryKib: number; passes: number; lanes: number }
}

/** Exit codes, as the README promises them. */
export const EXIT = { done: 0, unexpected: 1, usage: 2, refused: 3 } as const

/** Options every command that touches an office understands. */
export interface OfficeOptions {
  data?: string
  json?: boolean
  language?: Language
  passphraseFile?: string
  user?: string
  practice?: boolean
}

/** What a command hands back: one value for programs, a text for people. */
export interface Answer {
  json: unknown
  text: string
  /** Some of what was asked for was refused; the answer says which. */
  refused?: boolean
}

/** The answer is printed, but part of it is refusals: exit 3. */
export class PartlyRefused extends Error {}

/** The command was called in a way that cannot be carried out: exit 2 and a sentence of `cli:usage`. */
export class UsageError extends Error {
  readonly key: string
  readonly params: Record<string, string | number>

  constructor(key: string, params: Record<string, string | number> = {}) {
    super(key)
    this.name = 'UsageError'
    this.key = key
    this.params = params
  }
}
