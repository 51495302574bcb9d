import { clipboard } from 'electron'
import * as z from 'zod'
import { CLIPBOARD_SECONDS } from '../src/base/common/clipboardSeconds.ts'
import { listenToPage } from './listenToPage.ts'

const CLIPBOARD_CHANNEL = 'nhip-cau:clipboard'
/** A number or a code, never a page of text. */
const LONGEST = 200

/**
 * The page puts a number on the clipboard through here (it has no permission of its own), and it goes again after a while, on
 * a lock (the page then sends null) and at the end, unless somebody has copied something else since.
 */
export function keepClipboard(): { forget: () => Promise<void> } {
  let copied: string | undefined
  let timer: NodeJS.Timeout | undefined
  const forget = async () => {
    clearTimeout(timer)
    const text = copied
    copied = undefined
    if (text !== undefined && (await clipboard.readText()) === text) clipboard.clear()
  }
  listenToPage(CLIPBOARD_CHANNEL, z.tuple([z.string().min(1).max(LONGEST).nullable()]), (_from, [text]) => {
    if (text === null) return void forget()
    clearTimeout(timer)
    copied = text
    timer = setTimeout(() => void forget(), CLIPBOARD_SECONDS * 1000)
    void clipboard.writeText(text)
  })
  return { forget }
}
