import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { type Result, succeed } from '../base/common/result.ts'
import { writeProven } from '../base/core/writeProven.ts'
import {
  type HonouredRequests,
  honouredRequestsSchema,
  readHonouredRequests,
  uniteHonouredRequests,
} from './honouredRequests.ts'
import type { Office } from './office.ts'
import { listPastDataKeys } from './pastDataKeys.ts'
import { openSealed, sealUnder } from './sealUnder.ts'

const FILE = 'honoured.json'
const PURPOSE = 'nhip-cau honoured requests v1'
const fileSchema = z.object({ sealed: z.array(z.string()) })

/**
 * Writes the list of honoured requests beside the backups in `folder`, sealed once under each key that opens one of them: on a
 * PC without a book a restore has nothing else that knows what was erased since. No list where nobody asked for anything.
 */
export async function keepHonouredList(office: Office, folder: string): Promise<Result<null>> {
  const { database, dataKey } = office
  const keys = [Buffer.from(dataKey), ...(await listPastDataKeys(database.read, dataKey))]
  try {
    const own = await readHonouredRequests(database.read, office)
    const { erased } = await readHonouredList(folder, keys)
    // What the book lifted again is no longer asked for; who was erased is so for good, though a restored book may not know it.
    const list = uniteHonouredRequests([own, { erased, withdrawn: [], restricted: [] }])
    if (Object.values(list).every((entries) => entries.length === 0)) return succeed(null)
    const content = Buffer.from(JSON.stringify(list))
    const sealed = keys.map((key) => sealUnder(content, { key, purpose: PURPOSE, about: FILE }))
    return await writeProven(join(folder, FILE), Buffer.from(JSON.stringify({ sealed })))
  } finally {
    for (const key of keys) key.fill(0)
  }
}

/** The list beside the backups in `folder`, as far as one of the keys opens it; nothing where there is none. */
export async function readHonouredList(folder: string, keys: readonly Uint8Array[]): Promise<HonouredRequests> {
  const opened = (await readSealed(folder)).flatMap((sealed) => keys.flatMap((key) => openOrNone(sealed, key)))
  return uniteHonouredRequests(opened)
}

async function readSealed(folder: string): Promise<string[]> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8'))).sealed
  } catch {
    // Not there, or damaged: the restore goes on with what the book in use knows.
    return []
  }
}

function openOrNone(sealed: string, key: Uint8Array): HonouredRequests[] {
  try {
    const content = openSealed(sealed, { key, purpose: PURPOSE, about: FILE })
    return [honouredRequestsSchema.parse(JSON.parse(content.toString()))]
  } catch {
    // Sealed under another key of the office, or not by us.
    return []
  }
}
