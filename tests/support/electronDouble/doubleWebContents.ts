import { EventEmitter } from 'node:events'
import type { Download, Page, Route } from 'playwright-core'
import { ipcMain } from './doubleIpc.ts'
import type { MessagePortMain } from './doublePort.ts'
import type { DoubleSession } from './doubleSession.ts'
import { PageBridge } from './pageBridge.ts'
import { record } from './record.ts'
import { fromStandIn } from './standInUrl.ts'

export interface DoubleFrame {
  url: string
  frameTreeNodeId: number
  parent: DoubleFrame | null
}

/** The contents of one window: its session answers the requests, its program is asked before anything is left. */
export class DoubleWebContents extends EventEmitter {
  readonly session: DoubleSession
  readonly mainFrame: DoubleFrame = { url: '', frameTreeNodeId: 1, parent: null }
  destroyed = false
  windowOpenHandler: ((details: { url: string }) => { action: string }) | undefined
  #bridge: PageBridge | undefined
  #page: Page | undefined
  #loading = false
  #zoom = 0

  constructor(session: DoubleSession) {
    super()
    this.session = session
  }

  async attach(
    page: Page,
    { preload, javascript }: { preload: string | undefined; javascript: boolean },
  ): Promise<void> {
    this.#page = page
    await page.route('**/*', (route) => this.#answer(route))
    page.on('popup', (popup) => {
      const decision = this.windowOpenHandler?.({ url: fromStandIn(popup.url()) })
      record('window.open', decision ?? { action: 'allow' })
      if (decision?.action === 'deny') void popup.close()
    })
    page.on('download', (download) => void this.#download(download))
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed' }))
    this.#bridge = await PageBridge.install(page, preload, {
      onIpc: (channel, args) => {
        ipcMain.emit(channel, { sender: this, senderFrame: this.mainFrame }, ...args)
      },
      onNavigate: (url) => {
        this.mainFrame.url = fromStandIn(url)
        this.emit('did-navigate', {}, this.mainFrame.url)
      },
    })
    if (!javascript) await this.#bridge.cdp.send('Emulation.setScriptExecutionDisabled', { value: true })
  }

  /** While the program itself loads a page, nobody is asked whether it may. */
  async loading(load: () => Promise<unknown>): Promise<void> {
    this.#loading = true
    try {
      await load()
    } finally {
      this.#loading = false
    }
    this.emit('did-finish-load')
  }

  postMessage(channel: string, message: unknown, ports: MessagePortMain[] = []): void {
    record('webContents.postMessage', { channel, ports: ports.length })
    this.#bridge?.send(channel, [message], ports)
  }

  send(channel: string, ...args: unknown[]): void {
    record('webContents.send', { channel })
    this.#bridge?.send(channel, args)
  }

  async printToPDF(options: { landscape: boolean }): Promise<Buffer> {
    record('webContents.printToPDF', options)
    const { data } = (await this.#bridge?.cdp.send('Page.printToPDF', {
      landscape: options.landscape,
      preferCSSPageSize: true,
      printBackground: true,
    })) ?? { data: '' }
    return Buffer.from(data, 'base64')
  }

  reload(): void {
    void this.loading(async () => this.#page?.reload())
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  setWindowOpenHandler(handler: NonNullable<DoubleWebContents['windowOpenHandler']>): void {
    this.windowOpenHandler = handler
  }

  async setVisualZoomLevelLimits(least: number, most: number): Promise<void> {
    record('webContents.setVisualZoomLevelLimits', { least, most })
  }

  getZoomLevel(): number {
    return this.#zoom
  }

  setZoomLevel(level: number): void {
    this.#zoom = level
  }

  /** Asks the program as Electron would before this page goes elsewhere; true = it was stopped. */
  stops(event: string, url: string): boolean {
    let stopped = false
    const preventDefault = () => {
      stopped = true
    }
    this.emit(event, { url, preventDefault })
    return stopped
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const url = fromStandIn(request.url())
    const leaving = request.isNavigationRequest() && !this.#loading
    const stopped = leaving && (this.stops('will-frame-navigate', url) || this.stops('will-navigate', url))
    const handler = this.session.protocol.handlers.get(new URL(url).protocol.replace(':', ''))
    if (stopped || !this.session.lets(url) || handler === undefined) {
      record('request.blocked', { url, stopped })
      return route.abort('aborted')
    }
    const response = await handler(new Request(url, { method: request.method() }))
    const headers = Object.fromEntries(response.headers)
    record('request.answered', { url, status: response.status, headers })
    await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) })
  }

  async #download(download: Download): Promise<void> {
    let stopped = false
    let options: object | undefined
    const item = {
      getURL: () => fromStandIn(download.url()),
      getFilename: () => download.suggestedFilename(),
      setSaveDialogOptions: (asked: object) => {
        options = asked
      },
    }
    const preventDefault = () => {
      stopped = true
    }
    this.session.emit('will-download', { preventDefault }, item, this)
    record('download', { url: item.getURL(), name: item.getFilename(), options, stopped })
    // The file itself goes to the test, which shares the page: its `download` event stands for the dialog's Save.
    if (stopped) await download.cancel()
  }
}
