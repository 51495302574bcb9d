import { vietNamDay } from '../../../base/common/vietNamDay.ts'
import type { Office, Services } from '../../../db/office.ts'
import { makeReserve } from '../../../db/reserveFile.ts'
import { listNoted, ownBackupsDir } from './backupNotes.ts'
import { makeBackup } from './makeBackup.ts'

/** The first backup of a day waits until whoever opened the book has seen their first page. */
const FIRST_WAIT_MS = 20_000
const LOOK_AGAIN_MS = 30 * 60 * 1000
/** When the book is closed, work of more than this is copied too. */
const CLOSE_AFTER_MS = 60 * 60 * 1000

/** Copies the book by itself, and keeps some room on the disk for the day it is full: on the first use of each day, and when it is closed after an hour of work or more. */
export class BackupSchedule {
  readonly #services: Services
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(services: Services) {
    this.#services = services
  }

  opened(office: Office): void {
    if (!isBackedUp(office)) return
    void makeReserve(office.dir).catch((error: unknown) => this.#services.log.unexpected(error))
    const look = () => {
      void this.#run(office, isForToday)
      this.#timer = setTimeout(look, LOOK_AGAIN_MS).unref()
    }
    this.#timer = setTimeout(look, FIRST_WAIT_MS).unref()
  }

  /** The book is about to be closed: waits for what runs, and copies what is not copied yet. */
  async closing(office: Office): Promise<void> {
    clearTimeout(this.#timer)
    if (isBackedUp(office)) await this.#run(office, isOlderThanAnHour)
  }

  #run(office: Office, isWanted: IsWanted): Promise<void> {
    this.#running = this.#running.then(() => this.#backUp(office, isWanted))
    return this.#running
  }

  async #backUp(office: Office, isWanted: IsWanted): Promise<void> {
    const { log, clock } = this.#services
    try {
      const [last] = await listNoted(ownBackupsDir(office), clock.now())
      if (last !== undefined && !isWanted(last.note.madeAt, clock.now())) return
      const made = await makeBackup(office, this.#services)
      log.event(made.ok ? 'backups.made' : made.failure.code)
      // Only what a whole copy was just made without: a photo nobody names is not missed by the book or by its copy.
      if (made.ok) await this.#sweep(office)
    } catch (error) {
      // A backup that fails must keep nobody from working or from closing; the line at the foot tells its age.
      log.unexpected(error)
    }
  }

  async #sweep({ dir, database }: Office): Promise<void> {
    const { attachments, clock } = this.#services
    await attachments.sweep({ dir, db: database.read, now: Date.parse(clock.now()) })
  }
}

type IsWanted = (lastMadeAt: string, now: string) => boolean

const isForToday: IsWanted = (last, now) => vietNamDay(last) !== vietNamDay(now)
/** Either way: a clock that was set back must not keep a day's work without a copy. */
const isOlderThanAnHour: IsWanted = (last, now) => Math.abs(Date.parse(now) - Date.parse(last)) > CLOSE_AFTER_MS

function isBackedUp(office: Office): boolean {
  return !office.practice && office.database.dialect === 'sqlite'
}
