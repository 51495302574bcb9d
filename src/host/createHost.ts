import type { HttpBindings } from '@hono/node-server'
import { RPCHandler } from '@orpc/server/fetch'
import { RequestHeadersPlugin } from '@orpc/server/plugins'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { App } from '../app/core/createApp.ts'
import { guardPage, LAUNCH_HEADER, LAUNCH_PATH, type PageDoor } from './pageGuard.ts'
import { servePage } from './pageRoutes.ts'

export interface HostOptions {
  app: App
  /** Folder of the built page. */
  pageDir: string
  door: PageDoor & {
    /** The page's secret for the code it was opened with. */
    exchange: (code: string | undefined) => Promise<string | undefined> | string | undefined
    /** Calls come from other PCs. */
    isNetwork: boolean
  }
}

const MOST_BODY_BYTES = 64 * 1024 * 1024

/**
 * The app over HTTP, for PCs without the desktop window. Other programs and other users of the PC, and of its network, can
 * reach the port, hence: exact Host and Origin, a secret the page gets once for a code, a session token in a header.
 */
export function createHost({ app, pageDir, door }: HostOptions): Hono<{ Bindings: HttpBindings }> {
  const rpc = new RPCHandler(app.router, { plugins: [new RequestHeadersPlugin()] })
  const hono = new Hono<{ Bindings: HttpBindings }>()
  hono.use(guardPage(door))
  hono.use(bodyLimit({ maxSize: MOST_BODY_BYTES }))
  hono.post(LAUNCH_PATH, async (call) => {
    const secret = await door.exchange(call.req.header(LAUNCH_HEADER))
    return secret === undefined ? call.text('not from the page', 401) : call.text(secret)
  })
  hono.use('/rpc/*', async (call, next) => {
    const from = door.isNetwork ? { address: call.env.incoming.socket.remoteAddress ?? 'unknown' } : undefined
    const { matched, response } = await rpc.handle(call.req.raw, { prefix: '/rpc', context: app.context(from) })
    if (matched) return call.newResponse(response.body, response)
    return next()
  })
  servePage(hono, pageDir)
  return hono
}
