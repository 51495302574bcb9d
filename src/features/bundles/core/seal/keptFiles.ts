import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Office } from '../../../../db/office.ts'

/**
 * Files already made are kept beside the office, so that a lost stick or a cancelled save costs no number. They are as
 * safe there as on the stick: encrypted to the receiver only.
 */
export async function keepFile(office: Office, id: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folderOf(office), { recursive: true, mode: 0o700 })
  await writeFile(fileOf(office, id), bytes, { mode: 0o600, flush: true })
}

export function isKept(office: Office, id: string): boolean {
  return existsSync(fileOf(office, id))
}

export async function readKept(office: Office, id: string): Promise<Uint8Array | undefined> {
  return isKept(office, id) ? readFile(fileOf(office, id)) : undefined
}

/** `id` is one of our own bundle ids, never a name from outside. */
function fileOf(office: Office, id: string): string {
  return join(folderOf(office), `${id}.rcb`)
}

function folderOf(office: Office): string {
  return join(office.dir, 'sent')
}
