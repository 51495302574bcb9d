import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { lockOffice } from '../../../db/officeLock.ts'
import { DATABASE_FILE } from '../../../db/openOffice.ts'
import { syncToDisk } from '../../../db/prepareOfficeFile.ts'
import { KEYRING_FILES } from './keys/keyringFiles.ts'

const MAKING = 'rekey.new'
const READY = 'rekey.ready'

/**
 * Changes book and keyring together. Both are made in a folder of their own; renaming that folder is the moment of change: before
 * it the old pair is the office, after it the new one, whatever is still lying where. `recoverKeySwap` runs before a keyring is
 * read, so that a change cut off after that moment is completed, and one cut off before it is forgotten.
 */
export class KeySwap {
  readonly dir: string
  readonly #officeDir: string

  constructor(officeDir: string) {
    this.#officeDir = officeDir
    this.dir = join(officeDir, MAKING)
  }

  get databaseFile(): string {
    return join(this.dir, DATABASE_FILE)
  }

  async begin(): Promise<void> {
    await this.forget()
    await mkdir(this.dir, { mode: 0o700 })
  }

  async forget(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true })
  }

  /** Everything in the folder is whole and written through. */
  async commit(): Promise<void> {
    await syncToDisk(this.dir, 'folder')
    await rename(this.dir, join(this.#officeDir, READY))
    await syncToDisk(this.#officeDir, 'folder')
    await finishKeySwap(this.#officeDir)
  }
}

/** What an interrupted change of key left is completed or forgotten, unless another program is just at it. */
export async function recoverKeySwap(officeDir: string): Promise<void> {
  if (!existsSync(join(officeDir, MAKING)) && !existsSync(join(officeDir, READY))) return
  const lock = lockOffice(officeDir)
  if (!lock.ok) return
  try {
    await finishKeySwap(officeDir)
  } finally {
    lock.value.release()
  }
}

/** Completes a change of key that a power cut interrupted after its moment. Each step may be done twice. */
async function finishKeySwap(officeDir: string): Promise<void> {
  await rm(join(officeDir, MAKING), { recursive: true, force: true })
  const ready = join(officeDir, READY)
  if (!existsSync(ready)) return
  const book = join(ready, DATABASE_FILE)
  if (existsSync(book)) {
    for (const name of KEYRING_FILES) await place(join(ready, name), join(officeDir, name))
    const target = join(officeDir, DATABASE_FILE)
    await removeFoldedLog(target)
    await rename(book, target)
    await syncToDisk(officeDir, 'folder')
  }
  await rm(ready, { recursive: true, force: true })
}

async function place(from: string, to: string): Promise<void> {
  await copyFile(from, `${to}.tmp`)
  await syncToDisk(`${to}.tmp`)
  await rename(`${to}.tmp`, to)
}

/** The closed book's log was folded in before the copy was made; one with pages in it would ruin the new book. */
export async function removeFoldedLog(book: string): Promise<void> {
  const log = `${book}-wal`
  if (existsSync(log) && (await stat(log)).size > 0) throw new Error('the log of the closed book was not folded in')
  await rm(log, { force: true })
  await rm(`${book}-shm`, { force: true })
}
