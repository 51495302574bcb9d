import type { EventEmitter } from 'node:events'
import { debuggingUrl } from './chromium.ts'
import { powerMonitor } from './doubleApp.ts'
import { chooseNextPath } from './doubleDialog.ts'
import { ipcMain } from './doubleIpc.ts'
import { menuRoles, pressMenuKey } from './doubleMenu.ts'
import { session } from './doubleSession.ts'
import { coreSays, killCores } from './doubleUtilityProcess.ts'
import { openWindows } from './doubleWindow.ts'
import { recordedSoFar } from './record.ts'

export interface SentMessage {
  channel: string
  args: unknown[]
  /** The frame it claims to come from; null = a frame that is gone. */
  frame: { url: string; child?: boolean } | null
}

/** What a test in another process may do: look at the record, and stand for the system. */
export function controls(app: EventEmitter) {
  const contents = () => {
    const [window] = openWindows()
    if (window === undefined) throw new Error('no window is open')
    return window.webContents
  }
  return {
    recorded: () => recordedSoFar(),
    debuggingUrl,
    power: (event: string) => void powerMonitor.emit(event),
    secondInstance: () => void app.emit('second-instance'),
    killCore: killCores,
    coreSays,
    zoomAfter: (key: string, presses: number) => {
      for (let press = 0; press < presses; press += 1) pressMenuKey(key, openWindows()[0])
      return contents().getZoomLevel()
    },
    menuRoles: () => menuRoles(),
    saveNextTo: (path: string) => chooseNextPath(path),
    windowCount: () => openWindows().length,
    closeWindow: () => openWindows()[0]?.close(),
    permissions: (names: string[]) =>
      names.flatMap((name) => {
        const granted: string[] = []
        const { requestHandler, checkHandler, deviceHandler } = session.defaultSession
        requestHandler?.(contents(), name, (answer) => answer && granted.push(`request ${name}`))
        if (requestHandler === undefined || checkHandler?.(contents(), name) !== false) granted.push(`check ${name}`)
        if (deviceHandler?.({ deviceType: name }) !== false) granted.push(`device ${name}`)
        return granted
      }),
    navigations: (event: string, urls: string[]) => urls.filter((url) => !contents().stops(event, url)),
    opens: (urls: string[]) => urls.filter((url) => contents().windowOpenHandler?.({ url }).action !== 'deny'),
    letThrough: (urls: string[]) => urls.filter((url) => session.defaultSession.lets(url)),
    downloads: (urls: string[]) =>
      urls.filter((url) => {
        let stopped = false
        const preventDefault = () => {
          stopped = true
        }
        const item = { getURL: () => url, getFilename: () => 'a.bin', setSaveDialogOptions: () => {} }
        session.defaultSession.emit('will-download', { preventDefault }, item, contents())
        return !stopped
      }),
    fetches: async (urls: string[]) => {
      const handler = session.defaultSession.protocol.handlers.get('app')
      if (handler === undefined) throw new Error('app: has no handler')
      const answers = []
      for (const url of urls) {
        const response = await handler(new Request(url))
        answers.push({
          url,
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: await response.text(),
        })
      }
      return answers
    },
    ipc: ({ channel, args, frame }: SentMessage) => {
      const { mainFrame } = contents()
      const parent = frame?.child === true ? mainFrame : null
      const frameTreeNodeId = frame?.child === true ? 2 : mainFrame.frameTreeNodeId
      const senderFrame = frame === null ? null : { url: frame.url, parent, frameTreeNodeId }
      ipcMain.emit(channel, { sender: contents(), senderFrame }, ...args)
    },
  }
}

export type Controls = ReturnType<typeof controls>

/** Answers the test's calls over the process's own message channel. */
export function serveControl(app: EventEmitter): void {
  const known: Record<string, (...args: never[]) => unknown> = controls(app)
  process.on('message', async ({ id, name, args }: { id: number; name: string; args: never[] }) => {
    try {
      process.send?.({ id, value: (await known[name]?.(...args)) ?? null })
    } catch (error) {
      process.send?.({ id, error: String(error) })
    }
  })
}
