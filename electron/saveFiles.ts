import { basename, join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import * as z from 'zod'
import { type WriteFailure, writeProven } from '../src/base/core/writeProven.ts'
import { listenToPage } from './listenToPage.ts'

const SAVE_CHANNEL = 'nhip-cau:save'
const SAVED_CHANNEL = 'nhip-cau:saved'

const fileSchema = z.strictObject({
  id: z.string().max(40),
  name: z.string().min(1).max(255),
  bytes: z.instanceof(Uint8Array),
})
type FileToSave = z.infer<typeof fileSchema>

/** What the page is told: written and read again, given up by the person, or why it could not be written. */
type Outcome = 'proven' | 'cancelled' | WriteFailure['code']

/** A file for a stick is written where the person says and proven before the page says that the stick may be pulled. */
export function saveFiles(window: BrowserWindow): void {
  listenToPage(SAVE_CHANNEL, z.tuple([fileSchema]), (from, [file]) => {
    if (from !== window.webContents) return
    const answer = (outcome: Outcome) => {
      if (!window.isDestroyed()) from.send(SAVED_CHANNEL, { id: file.id, outcome })
    }
    saveOne(window, file).then(answer, () => answer('files.notWritten'))
  })
}

async function saveOne(window: BrowserWindow, file: FileToSave): Promise<Outcome> {
  const name = basename(file.name)
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), name),
    ...(extension === undefined ? {} : { filters: [{ name: extension.toUpperCase(), extensions: [extension] }] }),
  })
  if (canceled || filePath === '') return 'cancelled'
  const written = await writeProven(filePath, file.bytes)
  return written.ok ? 'proven' : written.failure.code
}
