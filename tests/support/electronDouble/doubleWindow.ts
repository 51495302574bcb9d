import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { openPage } from './chromium.ts'
import { app } from './doubleApp.ts'
import { type DoubleSession, session } from './doubleSession.ts'
import { DoubleWebContents } from './doubleWebContents.ts'
import { record } from './record.ts'
import { toStandIn } from './standInUrl.ts'

interface WindowOptions {
  webPreferences?: { preload?: string; partition?: string; javascript?: boolean }
}

const windows = new Set<BrowserWindow>()

export function openWindows(): BrowserWindow[] {
  return [...windows]
}

/** A window is a page of a real Chromium; what it was asked for is recorded. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: DoubleWebContents
  readonly #page: Promise<Page>
  #destroyed = false

  constructor(options: WindowOptions) {
    super()
    record('new BrowserWindow', options)
    const { preload, partition, javascript } = options.webPreferences ?? {}
    const ownSession: DoubleSession =
      partition === undefined ? session.defaultSession : session.fromPartition(partition)
    this.webContents = new DoubleWebContents(ownSession)
    windows.add(this)
    app.emit('web-contents-created', {}, this.webContents)
    this.#page = openPage(app.getPath('userData')).then(async (page) => {
      await this.webContents.attach(page, {
        preload: preload === undefined ? undefined : readFileSync(preload, 'utf8'),
        javascript: javascript !== false,
      })
      return page
    })
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page
    await this.webContents.loading(() => page.goto(toStandIn(url)))
    this.emit('ready-to-show')
  }

  close(): void {
    void this.#page.then((page) => page.close())
    this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.webContents.destroyed = true
    windows.delete(this)
    if (windows.size > 0) void this.#page.then((page) => page.close())
    this.emit('closed')
    if (windows.size === 0) app.emit('window-all-closed')
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  isMinimized(): boolean {
    return false
  }

  setMenuBarVisibility(visible: boolean): void {
    record('window.setMenuBarVisibility', visible)
  }

  restore(): void {
    record('window.restore')
  }

  show(): void {
    record('window.show')
  }

  focus(): void {
    record('window.focus')
  }
}
