import { type IpcMainEvent, ipcMain, type WebContents } from 'electron'
import type * as z from 'zod'
import { isOwnPage } from './guardNavigation.ts'

/**
 * The one door for messages of a page to the main process: only the main frame, only our own page, only what the schema
 * allows. Whatever else arrives is dropped without an answer.
 */
export function listenToPage<Payload extends z.ZodType>(
  channel: string,
  payload: Payload,
  receive: (from: WebContents, message: z.output<Payload>) => void,
): void {
  ipcMain.on(channel, (event, ...sent) => {
    if (!isOurMainFrame(event)) return
    const message = payload.safeParse(sent)
    if (message.success) receive(event.sender, message.data)
  })
}

function isOurMainFrame({ senderFrame, sender }: IpcMainEvent): boolean {
  if (senderFrame === null || senderFrame.parent !== null) return false
  return senderFrame.frameTreeNodeId === sender.mainFrame.frameTreeNodeId && isOwnPage(senderFrame.url)
}
