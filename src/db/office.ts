import type { Language } from '../base/common/language.ts'
import type { Role } from '../base/common/rights.ts'
import type { Clock } from '../base/core/clock.ts'
import type { FileTickets } from '../base/core/fileTickets.ts'
import type { JobRunner } from '../base/core/jobs.ts'
import type { Log } from '../base/core/log.ts'
import type { Database, WriteDb } from './database.ts'
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
  lastSeen: number
  locked: boolean
}

/** Finds the words of a key in one language; keys are typed by the locale files. */
export type Translate = (key: string, params?: Record<string, string | number>) => string

export interface PrintOptions {
  landscape?: boolean
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
  whenOpened: (office: Office, writer: WriteContext) => Promise<void>
  /** Lower key-derivation cost, in tests only. */
  kdf?: { memoryKib: number; passes: number; lanes: number }
}
