import type { Language } from '../base/common/language.ts'
import type { Role } from '../base/common/rights.ts'
import type { Clock } from '../base/core/clock.ts'
import type { FileTickets } from '../base/core/fileTickets.ts'
import type { JobRunner } from '../base/core/jobs.ts'
import type { Log } from '../base/core/log.ts'
import type { Database, ReadDb, WriteDb } from './database.ts'
import type { WriteContext } from './recordWriter.ts'

export type OfficeKind = 'branch' | 'province' | 'central'

/** An open office: its database and who it is. */
export interface Office {
  /** Folder of the file, the keyring, attachments and backups. */
  dir: string
  database: Database
  /** The raw data key, for backups and for wrapping unit keys; zeroed when the office closes. */
  dataKey: Uint8Array
  unitId: string
  unitCode: string
  kind: OfficeKind
  /** One chain of bundles and one of audit per epoch: a restored backup starts a new one. */
  epoch: string
  /** A practice branch is marked on every screen and paper. */
  practice: boolean
}

/** One person at work. Locking a session never closes the office (docs/decisions/0012). */
export interface Session {
  token: string
  userId: string
  userName: string
  displayName: string
  roles: readonly Role[]
  language: Language
  /** Last work of the person; what the page asks for by itself is none. */
  lastSeen: number
  /** Last call of any kind: a page that is open asks every minute, a closed one no more. */
  lastHeard: number
  locked: boolean
}

/** Finds the words of a key in one language; keys are typed by the locale files. */
export type Translate = (key: string, params?: Record<string, string | number>) => string

export interface PrintOptions {
  landscape?: boolean
}

/** A paper that was printed or saved, for the feature that keeps its record. */
export interface PrintedPaper {
  /** A kind of features/papers/common/paperKinds.ts. */
  kind: string
  /** The record it is about; empty for the whole office. */
  subjectId: string
  /** Whether who printed it may write money: for others a print changes no record. */
  mayWriteMoney: boolean
}

/** What is late for one sponsor or one address in one currency, as the ledger lists it. */
export interface OverdueLine {
  name: string
  detail: string | null
  currency: string
  instalments: number
  /** Minor units. */
  amount: number
  /** Due day of the oldest. */
  since: string
  others: readonly string[]
}

/** What the shell hands to the core. */
export interface Services {
  clock: Clock
  log: Log
  tickets: FileTickets
  jobs: JobRunner
  translator: (language: Language) => Translate
  /** HTML to PDF through Chromium's own layout; undefined where no Chromium or Edge is installed. */
  printPdf?: (html: string, options?: PrintOptions) => Promise<Uint8Array>
  /** Units an office can be made for, known before any file exists. */
  officeUnits: {
    list(kind: OfficeKind, search: string): { code: string; name: string; place: string }[]
    exists(kind: OfficeKind, code: string): boolean
  }
  /** Fills a new office's file with what all offices share: units and vocabulary. */
  seedOffice: (db: WriteDb) => Promise<void>
  /** What every office does when it is opened: plans that reach into a new year are carried on. */
  whenOpened: (db: WriteDb, writer: WriteContext) => Promise<void>
  /** The ledger's list of what is late, for the paper of it. */
  listOverdue: (
    db: ReadDb,
    of: { by: 'donor' | 'address'; unitId: string; today: string },
  ) => Promise<readonly OverdueLine[]>
  /** What a print means for the record it is about, in the transaction that logs it: a receipt counts its copies. */
  whenPrinted: (db: WriteDb, writer: WriteContext, paper: PrintedPaper) => Promise<void>
  /** Attachment files as backups need them; `dir` holds the folder `attachments`. */
  attachments: {
    listNames: (db: ReadDb) => Promise<string[]>
    copy: (fromDir: string, toDir: string) => Promise<void>
    /** Empties the rows of the given records for good; returns the files nobody names any more, for `eraseFiles`. */
    erase: (db: WriteDb, writer: WriteContext, records: readonly { table: string; id: string }[]) => Promise<string[]>
    eraseFiles: (dir: string, names: readonly string[]) => Promise<void>
    /** Whether every expected file is there and opens. */
    check: (place: { dir: string; dataKey: Uint8Array }, expected: readonly string[]) => Promise<boolean>
  }
  /** Backups made by the program itself, in the shells that stay open. */
  schedule?: { opened(office: Office): void; closing(office: Office): Promise<void> }
  /** What is encrypted under keys derived from the data key is encrypted anew: unit keys, attachments. */
  whenRekeyed: (db: WriteDb, keys: { dir: string; from: Uint8Array; to: Uint8Array }) => Promise<void>
  /** Heads of the audit chain that lie outside the office's file, in its backups. */
  auditAnchors: (
    office: Office,
  ) => Promise<{ epoch: string; seq: number; hash: string; at: string; place: string; reference: string }[]>
  /** Lower key-derivation cost, in tests only. */
  kdf?: { memoryKib: number; passes: number; lanes: number }
}
