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
import { tellHonouredLists } from '../../features/backups/core/makeBackup.ts'
import { takeWaitingLines } from '../../features/bundles/core/directory/waitingLines.ts'
import { LanDesk, type LanListener } from '../../features/lan/core/lanDesk.ts'
import { listOverdue } from '../../features/ledger/core/overdueRepo.ts'
import { whenLedgerPaperPrinted } from '../../features/ledger/core/print/whenLedgerPaperPrinted.ts'
import { extendOpenPairings } from '../../features/pairings/core/extendOpenPairings.ts'
import { readToldQuarters } from '../../features/reports/core/toldQuarters.ts'
import { readYearFigures } from '../../features/reports/core/yearFigures.ts'
import { addUnit } from '../../features/units/core/addUnit.ts'
import { listOfficeUnits, officeUnitExists } from '../../features/units/core/officeUnits.ts'
import { seedUnits } from '../../features/units/core/seedUnits.ts'
import { contract } from '../common/contract.ts'
import { honourAgain } from './honourAgain.ts'
import { officeAttachments } from './officeAttachments.ts'
import { ownCommands } from './ownCommands.ts'
import { rekeyEverything } from './rekeyEverything.ts'
import { router } from './router.ts'
import { translatorOf } from './translator.ts'

/** What a shell that prints is told; shells see nothing below the app. */
export type { DeviceSecret, PrintOptions } from '../../db/office.ts'
export type { NetworkIdentity } from '../../db/officeNetwork.ts'
export type { LanListener }

export interface AppOptions {
  /** Folder of the office; the practice branch lives beside it in `practice/`. */
  rootDir: string
  /** The built file that runs jobs off the core's thread. */
  jobWorkerFile: URL
  writeLog: (line: string) => void
  printPdf?: NonNullable<Services['printPdf']>
  /** Where the shell can ask the system to keep a secret. */
  deviceSecret?: NonNullable<Services['deviceSecret']>
  now?: () => number
  kdf?: NonNullable<Services['kdf']>
  /** Backs up by itself: for shells that stay open, not for one command. */
  selfBackup?: boolean
  /** Opens the door to the office's network: for a host that was started so. */
  lan?: LanListener
}

export type App = ReturnType<typeof createApp>

/** Puts the core together: what a shell needs to serve the contract over its own transport. */
export function createApp(options: AppOptions) {
  const services = makeServices(options)
  const lan = options.lan === undefined ? undefined : new LanDesk(options.lan, services.clock)
  if (lan !== undefined) services.network = lan
  const holder = new OfficeHolder(options.rootDir, services)
  return {
    router: guardUnexpected(services.log),
    services,
    holder,
    /** Which PCs of the network are let in; undefined without a network. */
    lan,
    /** @param from the other PC a call comes from. */
    context: (from?: DoorContext['from']): DoorContext => ({
      services,
      holder,
      ...(from === undefined ? {} : { from }),
    }),
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
    officeUnits: { list: listOfficeUnits, exists: officeUnitExists, add: addUnit },
    seedOffice: seedUnits,
    attachments: officeAttachments,
    whenRekeyed: rekeyEverything,
    honourAgain,
    whenErased: (office) => tellHonouredLists(office, services),
    auditAnchors: listBackupHeads,
    whenPrinted: whenLedgerPaperPrinted,
    listOverdue,
    readYearFigures,
    readToldQuarters,
    ownCommands,
    whenOpened: async (db, writer) => {
      await takeWaitingLines(db, clock.today())
      await extendOpenPairings(db, writer, clock.today())
    },
    ...(options.printPdf === undefined ? {} : { printPdf: options.printPdf }),
    ...(options.deviceSecret === undefined ? {} : { deviceSecret: options.deviceSecret }),
    ...(options.kdf === undefined ? {} : { kdf: options.kdf }),
  }
  if (options.selfBackup === true) services.schedule = new BackupSchedule(services)
  return services
}

/** Anything thrown that is not a declared failure is logged with a reference and answered as `common.unexpected`. */
function guardUnexpected(log: Log) {
  const guard = procedures.$context<DoorContext>().middleware(async ({ context, next, procedure, path }) => {
    const answer = async (error: unknown): Promise<never> => {
      if (error instanceof ORPCError && error.code in procedure['~orpc'].errorMap) throw error
      const known = knownTrouble(error)
      // What is kept for this day lets the next try through, and what was typed be saved.
      if (known === 'common.diskFull' && context.holder.office) await freeReserve(context.holder.office.dir)
      if (known !== undefined) refuse(known)
      refuse('common.unexpected', { reference: log.unexpected(error), procedure: path.join('.') })
    }
    try {
      const result = await next()
      return isStream(result.output) ? { ...result, output: answering(result.output, answer) } : result
    } catch (error) {
      return answer(error)
    }
  })
  return implement(contract).$context<DoorContext>().use(guard).router(router)
}

function isStream(output: unknown): output is AsyncGenerator<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}

/** A stream goes wrong after its procedure has answered: what it throws then is told in the same way. */
async function* answering(
  stream: AsyncGenerator<unknown, unknown, void>,
  answer: (error: unknown) => Promise<never>,
): AsyncGenerator<unknown, unknown, void> {
  try {
    return yield* stream
  } catch (error) {
    return answer(error)
  }
}

/** Troubles of the machine or the call that every procedure may meet. */
function knownTrouble(error: unknown): KnownTrouble | undefined {
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return 'common.invalidInput'
  if (failureOf(error).code === 'common.cancelled') return 'common.cancelled'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return 'common.diskFull'
  return DISK_FAILS.test(code) ? 'common.diskFails' : undefined
}

type KnownTrouble = 'common.invalidInput' | 'common.cancelled' | 'common.diskFull' | 'common.diskFails'

/** A disk that reports an error, a stick that was pulled out, a file system that went over to reading only. */
const DISK_FAILS = /^(SQLITE_IOERR|SQLITE_CANTOPEN|SQLITE_READONLY|EIO$|EROFS$|ENODEV$)/
