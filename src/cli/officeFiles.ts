import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { refuse } from '../base/common/failures.ts'
import { writeProven } from '../base/core/writeProven.ts'
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

/** Writes a file the core made, whole or not at all; only this PC's user may read it. */
export async function saveFile(client: Client, ticket: string, path: string): Promise<void> {
  const { file } = await client.files.take({ ticket })
  const written = await writeProven(path, new Uint8Array(await file.arrayBuffer()))
  if (written.ok) return
  if (written.failure.code === 'files.notWritten') throw new UsageError('fileUnwritable', { file: path })
  refuse(written.failure.code)
}
