import { refuse } from '../../../base/common/failures.ts'
import { downloadFile } from './downloadFile.ts'

/**
 * - `proven`: written where the person said and read again with the same content.
 * - `handedOver`: the browser downloads it in its own way and tells nobody how that ends.
 * - `cancelled`: the person closed the dialog.
 */
export type SaveOutcome = 'proven' | 'handedOver' | 'cancelled'

/** The part of a file's handle that is used, as the File System Access API has it. */
export interface SaveHandle {
  createWritable(): Promise<{ write(data: Blob): Promise<void>; close(): Promise<void>; abort(): Promise<void> }>
  getFile(): Promise<Blob>
  remove?(): Promise<void>
}
type SavePicker = (options: { suggestedName: string }) => Promise<SaveHandle>

/**
 * Saves a file for a stick: through the desktop window where there is one, else with the browser's own save dialog, which lets it
 * be read again, else as a plain download. `bytes` is asked for after the dialog, which a browser opens only right after a press.
 */
export async function saveProven(name: string, bytes: () => Promise<File>): Promise<SaveOutcome> {
  if ('nhipCauDesktop' in window) return saveInDesktop(name, await bytes())
  const handle = await pickHandle(name)
  if (handle === 'cancelled') return 'cancelled'
  if (handle !== undefined) return writeToHandle(handle, await bytes())
  downloadFile(await bytes())
  return 'handedOver'
}

async function pickHandle(name: string): Promise<SaveHandle | 'cancelled' | undefined> {
  if (!('showSaveFilePicker' in window)) return undefined
  // Safe: Chromium's function of this name, in secure contexts only.
  const pick = window.showSaveFilePicker as SavePicker
  try {
    return await pick({ suggestedName: name })
  } catch (error) {
    // Any other refusal (a press too long ago, a rule of the office's PC) leaves the plain download.
    return error instanceof Error && error.name === 'AbortError' ? 'cancelled' : undefined
  }
}

/** The browser writes beside the file and gives it its name when it is closed; then it is read again and compared. */
export async function writeToHandle(handle: SaveHandle, file: Blob): Promise<'proven'> {
  try {
    const writable = await handle.createWritable()
    try {
      await writable.write(file)
    } catch (error) {
      await writable.abort().catch(() => undefined)
      throw error
    }
    await writable.close()
    if ((await sha256(await handle.getFile())) === (await sha256(file))) return 'proven'
  } catch (error) {
    await remove(handle)
    refuse(error instanceof Error && error.name === 'QuotaExceededError' ? 'files.diskFull' : 'files.notWritten')
  }
  await remove(handle)
  refuse('files.readBackDiffers')
}

async function remove(handle: SaveHandle): Promise<void> {
  await handle.remove?.().catch(() => undefined)
}

async function sha256(file: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const FAILURES = ['files.diskFull', 'files.notWritten', 'files.readBackDiffers'] as const

async function saveInDesktop(name: string, file: File): Promise<SaveOutcome> {
  const id = crypto.randomUUID()
  const bytes = new Uint8Array(await file.arrayBuffer())
  const outcome = await new Promise<unknown>((resolve) => {
    const listen = (event: MessageEvent) => {
      if (event.source !== window || event.data?.kind !== 'nhip-cau-saved' || event.data.id !== id) return
      window.removeEventListener('message', listen)
      resolve(event.data.outcome)
    }
    window.addEventListener('message', listen)
    window.postMessage({ kind: 'nhip-cau-save', id, name, bytes }, location.origin)
  })
  if (outcome === 'proven' || outcome === 'cancelled') return outcome
  refuse(FAILURES.find((code) => code === outcome) ?? 'files.notWritten')
}
