import { randomBytes } from 'node:crypto'
import { RPCHandler } from '@orpc/server/fetch'
import { RequestHeadersPlugin } from '@orpc/server/plugins'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { App } from '../app/core/createApp.ts'
import { guardLoopback } from './loopbackGuard.ts'
import { servePage } from './pageRoutes.ts'

export interface HostOptions {
  app: App
  /** Folder of the built page. */
  pageDir: string
  /** Filled in once the port is known: requests must name exactly this host. */
  port: () => number
}

const MOST_BODY_BYTES = 64 * 1024 * 1024

/**
 * The app over HTTP on the loopback address, for PCs without the desktop window. Other programs and other users of the PC
 * can reach the port, hence: exact Host and Origin, a launch secret from the URL's fragment, a session token in a header.
 */
export function createHost({ app, pageDir, port }: HostOptions): { hono: Hono; launchSecret: string } {
  const launchSecret = randomBytes(24).toString('base64url')
  const rpc = new RPCHandler(app.router, { plugins: [new RequestHeadersPlugin()] })
  const hono = new Hono()
  hono.use(guardLoopback({ port, launchSecret }))
  hono.use(bodyLimit({ maxSize: MOST_BODY_BYTES }))
  hono.use('/rpc/*', async (call, next) => {
    const { matched, response } = await rpc.handle(call.req.raw, { prefix: '/rpc', context: app.context() })
    if (matched) return call.newResponse(response.body, response)
    return next()
  })
  servePage(hono, pageDir)
  return { hono, launchSecret }
}
