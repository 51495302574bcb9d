import type { Language } from '../base/common/language.ts'
import type { Role } from '../base/common/rights.ts'
import type { Clock } from '../base/core/clock.ts'
import type { FileTickets } from '../base/core/fileTickets.ts'
import type { JobRunner } from '../base/core/jobs.ts'
import type { Log } from '../base/core/log.ts'
import type { AuditOwner } from './auditChain.ts'
import type { Database, ReadDb, WriteDb } from './database.ts'
import type { HonouredRequests } from './honouredRequests.ts'
import type { OfficeNetwork } from './officeNetwork.ts'
import type { OwnCommands } from './ownCommands.ts'
import type { WriteContext } from './recordWriter.ts'

/** `partner`: a Lao office that works with ours; it opens shares and sends its own results (features/cooperation). */
export type OfficeKind = 'branch' | 'province' | 'central' | 'partner'

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

/** What of an office there is while its book is brought back: whose chain, and which database. */
export type RestoredOffice = AuditOwner & { database: Pick<Database, 'dialect'> }

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

/** What a unit did from 1 January to the end of a quarter, by the figures of the quarterly table (features/reports). */
export interface UnitFigures {
  unit: { id: string; code: string; vi: string; en: string; lo: string }
  /** How the last quarter stands (`unitStatusSchema` of features/reports). */
  status: 'own' | 'sent' | 'partly' | 'notSent' | 'paper'
  sentTo: string | null
  /** Null when nothing came. */
  figures: Readonly<Record<string, number>> | null
  /** Quarters whose totals were typed from paper. */
  paperQuarters: readonly number[]
  /** Quarters for which nothing came. */
  missingQuarters: readonly number[]
}

export interface DeviceSecret {
  /** Whether the system has a real place for secrets. */
  available(): Promise<boolean>
  read(): Promise<Uint8Array | undefined>
  make(): Promise<Uint8Array | undefined>
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
    /** Writes a unit that no list knew; one that is known stays as it is. */
    add(
      db: WriteDb,
      unit: {
        code: string
        type: 'commune' | 'ward' | 'specialZone' | 'province' | 'city'
        name: string
        parentCode: string
        onDay: string
      },
    ): Promise<void>
  }
  /** Fills a new office's file with what all offices share: units and vocabulary. */
  seedOffice: (db: WriteDb) => Promise<void>
  /** What every office does when it is opened: plans that reach into a new year are carried on. */
  whenOpened: (db: WriteDb, writer: WriteContext) => Promise<void>
  /** The ledger's list of what is late, for the paper of it. */
  listOverdue: (
    db: ReadDb,
    of: { by: 'donor' | 'address'; unitId: string; today: string; restrictedAs: string },
  ) => Promise<readonly OverdueLine[]>
  /** The figures of every unit that reports here, from the new year to the end of a quarter. */
  readYearFigures: (
    db: ReadDb,
    of: { officeId: string; year: number; quarter: 1 | 2 | 3 | 4 },
  ) => Promise<readonly UnitFigures[]>
  /** What this office tells the office above of the units below it, quarter by quarter up to this one (features/reports). */
  readToldQuarters: (
    db: ReadDb,
    of: { officeId: string; year: number; quarter: 1 | 2 | 3 | 4 },
  ) => Promise<readonly { year: number; quarter: number; units: readonly object[] }[]>
  /** What a print means for the record it is about, in the transaction that logs it: a receipt counts its copies. */
  whenPrinted: (db: WriteDb, writer: WriteContext, paper: PrintedPaper) => Promise<void>
  /** Attachment files as backups need them; `dir` holds the folder `attachments`. */
  attachments: {
    listNames: (db: ReadDb) => Promise<string[]>
    copy: (fromDir: string, toDir: string) => Promise<void>
    /** Empties the rows of the given records for good; returns the files nobody names any more, for `eraseFiles`. */
    erase: (db: WriteDb, writer: WriteContext, records: readonly { table: string; id: string }[]) => Promise<string[]>
    eraseFiles: (dir: string, names: readonly string[]) => Promise<void>
    /** Removes files no row has named for a month; `now` in ms. Returns how many. */
    sweep: (place: { dir: string; db: ReadDb; now: number }) => Promise<number>
    /** Encrypts a content beside the book and returns its name. */
    put: (place: { dir: string; dataKey: Uint8Array }, content: Uint8Array) => Promise<string>
    /** The content of a name; undefined when its file is missing or was altered. */
    read: (place: { dir: string; dataKey: Uint8Array }, name: string) => Promise<Uint8Array | undefined>
    /** A photo or paper by its content, pictures without the notes of the camera; undefined when it may not be attached. */
    readFile: (
      bytes: Uint8Array,
      kind: 'photo' | 'document',
    ) => { type: string; bytes: Uint8Array; width: number | null; height: number | null } | undefined
    /** Whether every expected file is there and opens. */
    check: (place: { dir: string; dataKey: Uint8Array }, expected: readonly string[]) => Promise<boolean>
  }
  /** What another office decided takes effect only through these. */
  ownCommands: OwnCommands
  /** Backups made by the program itself, in the shells that stay open. */
  schedule?: { opened(office: Office): void; closing(office: Office): Promise<void> }
  /**
   * The secret of this PC as its operating system keeps it for this person, 32 bytes; undefined where there is none. `make`
   * makes one when there is none yet. Only in shells that can ask the system.
   */
  deviceSecret?: DeviceSecret
  /** The office's other PCs, in a host that was started for them. */
  network?: OfficeNetwork
  /** What is encrypted under keys derived from the data key is encrypted anew: unit keys, attachments. */
  whenRekeyed: (db: WriteDb, keys: { dir: string; from: Uint8Array; to: Uint8Array }) => Promise<void>
  /** Heads of the audit chain that lie outside the office's file, in its backups. */
  auditAnchors: (
    office: Office,
  ) => Promise<{ epoch: string; seq: number; hash: string; at: string; place: string; reference: string }[]>
  /** Tells the lists beside the backups, as far as they can be reached, that somebody was erased. */
  whenErased: (office: Office) => Promise<void>
  /**
   * Does again in a restored book what people asked for since it was copied, in the transaction that starts its new epoch;
   * returns the attachment files nobody names any more.
   */
  honourAgain: (
    db: WriteDb,
    by: { office: RestoredOffice; writer: WriteContext },
    honoured: HonouredRequests,
  ) => Promise<string[]>
  /** Lower key-derivation cost, in tests only. */
  kdf?: { memoryKib: number; passes: number; lanes: number }
}
