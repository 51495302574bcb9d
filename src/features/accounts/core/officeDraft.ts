import { existsSync } from 'node:fs'
import { copyFile, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DATABASE_FILE } from '../../../db/openOffice.ts'
import { syncToDisk } from '../../../db/prepareOfficeFile.ts'
import { KEYRING_FILES } from './keys/keyringFiles.ts'

/** The folder beside an office-to-be in which its keyring and its book are made. */
export class OfficeDraft {
  readonly dir: string
  readonly #officeDir: string

  constructor(officeDir: string) {
    this.#officeDir = officeDir
    this.dir = join(officeDir, 'office.new')
  }

  get databaseFile(): string {
    return join(this.dir, DATABASE_FILE)
  }

  isKeyringInPlace(): boolean {
    return KEYRING_FILES.some((name) => existsSync(join(this.#officeDir, name)))
  }

  /** The book last: only with it does the office exist. */
  async moveIntoPlace(): Promise<void> {
    for (const name of KEYRING_FILES) {
      const file = join(this.#officeDir, name)
      await copyFile(join(this.dir, name), `${file}.tmp`)
      await syncToDisk(`${file}.tmp`)
      await rename(`${file}.tmp`, file)
    }
    await rename(this.databaseFile, join(this.#officeDir, DATABASE_FILE))
    await syncToDisk(this.#officeDir, 'folder')
  }

  /**
   * Removes what an unfinished first run left. A keyring beside a missing book is removed only when the draft holds the very
   * same one: any other may be the only key to somebody's backups.
   */
  async clear(): Promise<void> {
    if (!existsSync(join(this.#officeDir, DATABASE_FILE))) {
      for (const name of KEYRING_FILES) {
        if (await isSameFile(join(this.dir, name), join(this.#officeDir, name))) await rm(join(this.#officeDir, name))
      }
    }
    await rm(this.dir, { recursive: true, force: true })
  }
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  if (!existsSync(one) || !existsSync(other)) return false
  return (await readFile(one)).equals(await readFile(other))
}
