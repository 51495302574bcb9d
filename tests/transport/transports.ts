import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink as HttpLink } from '@orpc/client/fetch'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { servePort } from '../../src/app/core/servePort.ts'
import { callHeaders } from '../../src/app/ui/callHeaders.ts'
import { fetchOrGone } from '../../src/app/ui/fetchOrGone.ts'
import { type PagePort, PortLink } from '../../src/app/ui/portLink.ts'
import type { CallContext } from '../../src/base/ui/callContext.ts'
import { startHost } from '../../src/host/startHost.ts'
import { exchangeLaunchCode } from '../support/exchangeLaunchCode.ts'
import type { ProbedApp } from './probe.ts'

export type ProbedClient = RouterClient<ProbedApp['router'], CallContext>

export interface Connection {
  client: ProbedClient
  /** What happens to the way when the core's process dies. */
  die(): Promise<void>
  /** What the shell does once the core runs again. */
  reconnect(app: ProbedApp): Promise<ProbedClient>
  close(): Promise<void>
}

export interface Transport {
  name: string
  connect(app: ProbedApp, token: () => string | undefined): Promise<Connection>
}

/** The desktop window: the page's own link over message ports. */
export const overPort: Transport = {
  name: 'a message port',
  connect: async (app, token) => {
    const link = new PortLink({ headers: ({ context }) => callHeaders(token(), context) })
    let port = openPort(app, link)
    const client = createORPCClient<ProbedClient>(link)
    return {
      client,
      die: async () => port.close(),
      reconnect: async (next) => {
        port = openPort(next, link)
        return client
      },
      close: async () => port.close(),
    }
  },
}

function openPort(app: ProbedApp, link: PortLink): NodePort {
  const { port1, port2 } = new MessageChannel()
  servePort(app, {
    post: (message) => port1.postMessage(message),
    onMessage: (listener) => port1.on('message', listener),
    onClose: (listener) => port1.on('close', listener),
  })
  // Safe: Node's port has the two methods of the browser's that the link uses.
  link.attach(port2 as unknown as PagePort)
  return port1
}

/** The browser host on 127.0.0.1, called as the page calls it. */
export const overHttp: Transport = {
  name: 'HTTP on the loopback address',
  connect: async (app, token) => {
    let host = await startHost({ app, pageDir: 'locales', port: 0 })
    const clientOf = async () => {
      const { origin } = new URL(host.url)
      const secret = await exchangeLaunchCode(host.url)
      const headers = ({ context }: { context: CallContext }) => ({
        ...callHeaders(token(), context),
        'x-nhip-cau-launch': secret,
      })
      return createORPCClient<ProbedClient>(
        new HttpLink<CallContext>({ url: `${origin}/rpc`, headers, fetch: fetchOrGone }),
      )
    }
    return {
      client: await clientOf(),
      die: () => host.stop(),
      // The person opens the new URL: its launch code is another.
      reconnect: async (next) => {
        host = await startHost({ app: next, pageDir: 'locales', port: 0 })
        return clientOf()
      },
      close: () => host.stop(),
    }
  },
}

/** The command line: the core in the same process, which lives and dies with it. */
export const inProcess: Transport = {
  name: 'the same process',
  connect: async (app, token) => {
    const clientOf = (served: ProbedApp) =>
      createRouterClient(served.router, {
        context: (call: CallContext) => ({ ...served.context(), reqHeaders: new Headers(callHeaders(token(), call)) }),
      })
    return {
      client: clientOf(app),
      die: async () => {},
      reconnect: async (next) => clientOf(next),
      close: async () => {},
    }
  },
}
