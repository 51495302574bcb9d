/** Name of the isolated world in which the preload runs, as in Electron. */
export const PRELOAD_WORLD = 'electron-double-preload'

interface Listeners {
  [channel: string]: ((event: { ports: MessagePort[] }, ...args: unknown[]) => void)[]
}

export interface ToPage {
  kind: 'ipc' | 'port' | 'closePort'
  channel?: string
  args?: unknown[]
  ports?: number[]
  id?: number
  data?: string
}

/** The page's own world: takes over what the preload exposes. Stringified, so it uses nothing from outside. */
export function receiveExposed(): void {
  document.addEventListener('electron-double-expose', (event) => {
    const { key, value } = JSON.parse((event as CustomEvent<string>).detail)
    Object.defineProperty(window, key, { value, enumerable: true })
  })
}

/** The preload's world: `ipcRenderer` and `contextBridge` over one binding. Stringified, so it uses nothing from outside. */
export function runPreload(preload: (require: (name: string) => unknown) => void): void {
  if (window !== window.top || !location.hostname.endsWith('.app.internal')) return
  const world = globalThis as unknown as Record<string, (message: unknown) => void>
  const send = (message: object) => world.__electronDouble?.(JSON.stringify(message, asText))
  /** The binding carries text only; bytes come out again in `PageBridge`. */
  const asText = (_key: string, value: unknown) =>
    value instanceof Uint8Array ? { electronDoubleBytes: encode(value).slice(1) } : value
  const listeners: Listeners = {}
  const ports = new Map<number, MessagePort>()

  const encode = (data: unknown) => {
    if (typeof data === 'string') return `t${data}`
    if (data instanceof Uint8Array || data instanceof ArrayBuffer) {
      const bytes = new Uint8Array(data as ArrayBuffer)
      let text = ''
      for (const byte of bytes) text += String.fromCharCode(byte)
      return `b${btoa(text)}`
    }
    return `j${JSON.stringify(data)}`
  }
  const decode = (data: string) => {
    if (data[0] === 't') return data.slice(1)
    if (data[0] === 'j') return JSON.parse(data.slice(1))
    return Uint8Array.from(atob(data.slice(1)), (sign) => sign.charCodeAt(0))
  }
  const openPort = (id: number) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = (event) => send({ kind: 'port', id, data: encode(event.data) })
    port1.addEventListener('close', () => send({ kind: 'closePort', id }))
    ports.set(id, port1)
    return port2
  }
  world.__electronDoubleReceive = (sent) => {
    const message = sent as ToPage
    if (message.kind === 'ipc') {
      const opened = (message.ports ?? []).map(openPort)
      for (const listener of listeners[message.channel ?? ''] ?? [])
        listener({ ports: opened }, ...(message.args ?? []))
    } else if (message.kind === 'port') ports.get(message.id ?? 0)?.postMessage(decode(message.data ?? 't'))
    else ports.get(message.id ?? 0)?.close()
  }
  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) => send({ kind: 'ipc', channel, args }),
    on: (channel: string, listener: Listeners[string][number]) => {
      listeners[channel] = [...(listeners[channel] ?? []), listener]
      return ipcRenderer
    },
  }
  const contextBridge = {
    exposeInMainWorld: (key: string, value: unknown) => {
      if (typeof value === 'function') throw new Error('the double exposes values only')
      const detail = JSON.stringify({ key, value })
      document.dispatchEvent(new CustomEvent('electron-double-expose', { detail }))
    },
  }
  preload((name) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload has no ${name}`)
    return { contextBridge, ipcRenderer }
  })
}
