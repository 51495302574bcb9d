import { implement, ORPCError, os as procedures } from '@orpc/server'
import { failureOf, refuse } from '../../base/common/failures.ts'
import { clockFrom } from '../../base/core/clock.ts'
import { FileTickets } from '../../base/core/fileTickets.ts'
import { JobRunner } from '../../base/core/jobs.ts'
import { type Log, writeLogTo } from '../../base/core/log.ts'
import type { Services } from '../../db/office.ts'
import { OfficeHolder } from '../../db/officeHolder.ts'
import type { DoorContext } from '../../db/requireRight.ts'
import { freeReserve } from '../../db/reserveFile.ts'
import { listBackupHeads } from '../../features/backups/core/backupNotes.ts'
import { BackupSchedule } from '../../features/backups/core/backupSchedule.ts'
import { listOverdue } from '../../features/ledger/core/overdueRepo.ts'
import { whenLedgerPaperPrinted } from '../../features/ledger/core/print/whenLedgerPaperPrinted.ts'
import { extendOpenPairings } from '../../features/pairings/core/extendOpenPairings.ts'
import { listOfficeUnits, officeUnitExists } from '../../features/units/core/officeUnits.ts'
import { seedUnits } from '../../features/units/core/seedUnits.ts'
import { contract } from '../common/contract.ts'
import { officeAttachments } from './officeAttachments.ts'
import { rekeyEverything } from './rekeyEverything.ts'
import { router } from './router.ts'
import { translatorOf } from './translator.ts'

/** What a shell that prints is told; shells see nothing below the app. */
export type { PrintOptions } from '../../db/office.ts'

export interface AppOptions {
  /** Folder of the office; the practice branch lives beside it in `practice/`. */
  rootDir: string
  /** The built file that runs jobs off the core's thread. */
  jobWorkerFile: URL
  writeLog: (line: string) => void
  printPdf?: NonNullable<Services['printPdf']>
  now?: () => number
  kdf?: NonNullable<Services['kdf']>
  /** Backs up by itself: for shells that stay open, not for one command. */
  selfBackup?: boolean
}

export type App = ReturnType<typeof createApp>

/** Puts the core together: what a shell needs to serve the contract over its own transport. */
export function createApp(options: AppOptions) {
  const services = makeServices(options)
  const holder = new OfficeHolder(options.rootDir, services)
  return {
    router: guardUnexpected(services.log),
    services,
    holder,
    context: (): DoorContext => ({ services, holder }),
    close: () => holder.close(),
  }
}

function makeServices(options: AppOptions): Services {
  const clock = clockFrom(options.now ?? Date.now)
  const services: Services = {
    clock,
    log: writeLogTo(options.writeLog, clock.now),
    tickets: new FileTickets(),
    jobs: new JobRunner(options.jobWorkerFile),
    translator: translatorOf,
    officeUnits: { list: listOfficeUnits, exists: officeUnitExists },
    seedOffice: seedUnits,
    attachments: officeAttachments,
    whenRekeyed: rekeyEverything,
    auditAnchors: listBackupHeads,
    whenPrinted: whenLedgerPaperPrinted,
    listOverdue,
    whenOpened: async (db, writer) => {
      await extendOpenPairings(db, writer, clock.today())
    },
    ...(options.printPdf === undefined ? {} : { printPdf: options.printPdf }),
    ...(options.kdf === undefined ? {} : { kdf: options.kdf }),
  }
  if (options.selfBackup === true) services.schedule = new BackupSchedule(services)
  return services
}

/** Anything thrown that is not a declared failure is logged with a reference and answered as `common.unexpected`. */
function guardUnexpected(log: Log) {
  const guard = procedures.$context<DoorContext>().middleware(async ({ context, next, procedure, path }) => {
    try {
      return await next()
    } catch (error) {
      if (error instanceof ORPCError && error.code in procedure['~orpc'].errorMap) throw error
      const known = knownTrouble(error)
      // What is kept for this day lets the next try through, and what was typed be saved.
      if (known === 'common.diskFull' && context.holder.office) await freeReserve(context.holder.office.dir)
      if (known !== undefined) refuse(known)
      refuse('common.unexpected', { reference: log.unexpected(error), procedure: path.join('.') })
    }
  })
  return implement(contract).$context<DoorContext>().use(guard).router(router)
}

/** Troubles of the machine or the call that every procedure may meet. */
function knownTrouble(error: unknown): 'common.invalidInput' | 'common.cancelled' | 'common.diskFull' | undefined {
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return 'common.invalidInput'
  if (failureOf(error).code === 'common.cancelled') return 'common.cancelled'
  return isDiskFull(error) ? 'common.diskFull' : undefined
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC')
}
