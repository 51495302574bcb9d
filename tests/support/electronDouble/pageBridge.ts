import type { CDPSession, Page } from 'playwright-core'
import type { MessagePortMain } from './doublePort.ts'
import { PRELOAD_WORLD, receiveExposed, runPreload, type ToPage } from './preloadWorld.ts'

interface FromPage {
  kind: 'ipc' | 'port' | 'closePort'
  channel: string
  args: unknown[]
  id: number
  data: string
}

export interface BridgeEvents {
  onIpc: (channel: string, args: unknown[]) => void
  onNavigate: (url: string) => void
}

/** The way between the main process and the preload of one page: messages, and ports that are real at both ends. */
export class PageBridge {
  readonly #cdp: CDPSession
  readonly #events: BridgeEvents
  readonly #ports = new Map<number, MessagePortMain>()
  #world: number | undefined
  #lastPort = 0

  private constructor(cdp: CDPSession, events: BridgeEvents) {
    this.#cdp = cdp
    this.#events = events
  }

  static async install(page: Page, preload: string | undefined, events: BridgeEvents): Promise<PageBridge> {
    const cdp = await page.context().newCDPSession(page)
    const bridge = new PageBridge(cdp, events)
    await bridge.#listen()
    if (preload === undefined) return bridge
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${receiveExposed})()` })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${runPreload})((require) => { const module = { exports: {} }, exports = module.exports; ${preload}\n})`,
      worldName: PRELOAD_WORLD,
    })
    return bridge
  }

  send(channel: string, args: unknown[], ports: MessagePortMain[] = []): void {
    const ids = ports.map((port) => this.#adopt(port))
    this.#post({ kind: 'ipc', channel, args, ports: ids })
    for (const port of ports) port.start()
  }

  get cdp(): CDPSession {
    return this.#cdp
  }

  async #listen(): Promise<void> {
    const cdp = this.#cdp
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === PRELOAD_WORLD) this.#world = context.id
    })
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return
      for (const port of this.#ports.values()) port.close()
      this.#ports.clear()
      this.#events.onNavigate(frame.url)
    })
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === '__electronDouble') this.#receive(JSON.parse(payload, withBytes))
    })
    await cdp.send('Page.enable')
    await cdp.send('Runtime.enable')
    await cdp.send('Runtime.addBinding', { name: '__electronDouble', executionContextName: PRELOAD_WORLD })
  }

  #receive(message: FromPage): void {
    if (message.kind === 'ipc') this.#events.onIpc(message.channel, message.args)
    else if (message.kind === 'port') this.#ports.get(message.id)?.postMessage(decode(message.data))
    else this.#ports.get(message.id)?.close()
  }

  #adopt(port: MessagePortMain): number {
    this.#lastPort += 1
    const id = this.#lastPort
    this.#ports.set(id, port)
    port.on('message', ({ data }) => this.#post({ kind: 'port', id, data: encode(data) }))
    port.on('close', () => this.#post({ kind: 'closePort', id }))
    return id
  }

  #post(message: ToPage): void {
    const expression = `__electronDoubleReceive(${JSON.stringify(message)})`
    // A page that has just gone takes no more messages, as in Electron.
    this.#cdp.send('Runtime.evaluate', { expression, contextId: this.#world ?? 0 }).catch(() => {})
  }
}

function withBytes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('electronDoubleBytes' in value)) return value
  return new Uint8Array(Buffer.from(String(value.electronDoubleBytes), 'base64'))
}

function encode(data: unknown): string {
  if (typeof data === 'string') return `t${data}`
  if (data instanceof Uint8Array) return `b${Buffer.from(data).toString('base64')}`
  if (data instanceof ArrayBuffer) return `b${Buffer.from(data).toString('base64')}`
  throw new Error('the double carries text and bytes only')
}

function decode(data: string): unknown {
  if (data.startsWith('t')) return data.slice(1)
  if (data.startsWith('j')) return JSON.parse(data.slice(1))
  return new Uint8Array(Buffer.from(data.slice(1), 'base64'))
}
