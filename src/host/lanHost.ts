import { createServer, type Server } from 'node:https'
import type { Socket } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { serve } from '@hono/node-server'
import type { App, LanListener, NetworkIdentity } from '../app/core/createApp.ts'
import { createHost } from './createHost.ts'
import { dropIdleSockets } from './dropIdleSockets.ts'
import { LIMITS, MOST_CONNECTIONS } from './startHost.ts'

/** A page holds six; what is beyond is no page, and must leave room for the others. */
const MOST_OF_ONE_PC = 32

export interface LanHostOptions {
  app: () => App
  pageDir: string
  /** The same as on this PC, so that there is one number to know. */
  port: () => number
  /** Addresses of this PC to listen on; nothing else is bound. */
  ipAddresses: readonly string[]
  /** Names under which the other PCs may ask for it. */
  names: readonly string[]
  onListening?: (urls: readonly string[]) => void
}

/** TLS servers for the office's other PCs, one per address of this PC in its network. */
export class LanHost implements LanListener {
  readonly #options: LanHostOptions
  #servers: Server[] = []

  constructor(options: LanHostOptions) {
    this.#options = options
  }

  get ipAddresses(): readonly string[] {
    return this.#options.ipAddresses
  }

  get names(): readonly string[] {
    return this.#options.names
  }

  async listen(identity: NetworkIdentity): Promise<readonly string[]> {
    const port = this.#options.port()
    try {
      for (const address of this.ipAddresses) this.#servers.push(await this.#listenOn({ address, port }, identity))
    } catch (error) {
      await this.stop()
      throw error
    }
    const urls = this.ipAddresses.map((address) => `https://${address}:${port}`)
    this.#options.onListening?.(urls)
    return urls
  }

  async stop(): Promise<void> {
    const servers = this.#servers
    this.#servers = []
    await Promise.all(
      servers.map(
        (server) =>
          new Promise((resolve) => {
            server.close(resolve)
            server.closeAllConnections()
          }),
      ),
    )
  }

  #listenOn({ address, port }: { address: string; port: number }, identity: NetworkIdentity): Promise<Server> {
    const { app, pageDir, names } = this.#options
    const { lan } = app()
    if (lan === undefined) throw new Error('the app was made without a network')
    const hono = createHost({
      app: app(),
      pageDir,
      door: {
        scheme: 'https',
        hosts: () => [address, ...names].map((name) => `${name}:${port}`),
        isPageSecret: (sent) => lan.isPc(sent),
        exchange: (code) => lan.join(code ?? ''),
        isNetwork: true,
      },
    })
    const serverOptions = {
      ...LIMITS,
      handshakeTimeout: LIMITS.headersTimeout,
      minVersion: 'TLSv1.2' as const,
      cert: identity.certificate,
      key: identity.privateKey,
    }
    return new Promise((resolve, reject) => {
      // Safe: made by the createServer of node:https given here.
      const server = serve({ fetch: hono.fetch, createServer, serverOptions, hostname: address, port }, () =>
        resolve(server),
      ) as Server
      server.once('error', reject)
      limitOnePc(server, MOST_OF_ONE_PC)
      dropIdleSockets(server, MOST_CONNECTIONS)
    })
  }
}

/** Turns away further connections of a PC that holds too many, so that none keeps the others out. */
function limitOnePc(server: Server, most: number): void {
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
    if (count > most) socket.destroy()
  })
}

/** RFC 1918 and the addresses PCs give themselves without a router: never one that the internet could reach. */
const PRIVATE = [/^10\./, /^192\.168\./, /^172\.(1[6-9]|2\d|3[01])\./, /^169\.254\./]

/** This PC's addresses in private networks. */
export function privateAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family, address }) => !internal && family === 'IPv4' && PRIVATE.some((of) => of.test(address)))
    .map(({ address }) => address)
}

/** As browsers ask for it: small letters; `.local` is what Windows and Linux answer for without a name server. */
export function namesOfThisPc(): string[] {
  const name = hostname()
    .toLowerCase()
    .replace(/\.local$/, '')
  return /^[a-z0-9-]+$/.test(name) ? [name, `${name}.local`] : []
}
