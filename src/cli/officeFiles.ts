import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { UsageError } from './cliShell.ts'
import type { Client } from './openOfficeClient.ts'

/** Hands a file of this PC to the core and returns its ticket. */
export async function putFile(client: Client, path: string): Promise<string> {
  const { ticket } = await client.files.put({ file: new File([readBytes(path)], basename(path)) })
  return ticket
}

export function readBytes(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path))
  } catch {
    throw new UsageError('fileUnreadable', { file: path })
  }
}

/** Writes a file the core made; only this PC's user may read it. */
export async function saveFile(client: Client, ticket: string, path: string): Promise<void> {
  const { file } = await client.files.take({ ticket })
  const bytes = new Uint8Array(await file.arrayBuffer())
  try {
    writeFileSync(path, bytes, { mode: 0o600 })
  } catch {
    throw new UsageError('fileUnwritable', { file: path })
  }
}
