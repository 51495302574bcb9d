import { session } from 'electron'
import type { PaperRequest } from './coreMessages.ts'
import { lockDownSession } from './lockDownSession.ts'
import { openWindow } from './openWindow.ts'

/** In memory only: nothing of a paper reaches the disk. */
const PARTITION = 'paper'
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"

let waiting: Promise<unknown> = Promise.resolve()

/** The PDF of one HTML document, laid out in a hidden window without scripts that is destroyed afterwards; one at a time. */
export function printPaper(request: PaperRequest): Promise<Uint8Array> {
  const printed = waiting.then(() => layOut(request))
  waiting = printed.catch(() => undefined)
  return printed
}

async function layOut({ id, html, landscape }: PaperRequest): Promise<Uint8Array> {
  const paperSession = session.fromPartition(PARTITION)
  lockDownSession(paperSession)
  const url = `app://paper/${id}`
  // Served, not a data: URL: those end at 2 MB, and a long list with its fonts is longer.
  paperSession.protocol.handle('app', (asked) =>
    asked.url === url
      ? new Response(html, {
          headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
        })
      : new Response('not found', { status: 404 }),
  )
  const window = openWindow({ show: false, width: 800, height: 1100 }, { partition: PARTITION, javascript: false })
  try {
    await window.loadURL(url)
    return new Uint8Array(
      await window.webContents.printToPDF({ landscape, preferCSSPageSize: true, printBackground: true }),
    )
  } finally {
    window.destroy()
    paperSession.protocol.unhandle('app')
  }
}
