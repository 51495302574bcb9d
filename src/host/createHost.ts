import { RPCHandler } from '@orpc/server/fetch'
import { RequestHeadersPlugin } from '@orpc/server/plugins'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { App } from '../app/core/createApp.ts'
import { LaunchDesk } from './launchDesk.ts'
import { guardLoopback, LAUNCH_HEADER, LAUNCH_PATH } from './loopbackGuard.ts'
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
 * can reach the port, hence: exact Host and Origin, a secret the page gets once for the code in the URL's fragment, a session
 * token in a header.
 */
export function createHost({ app, pageDir, port }: HostOptions): { hono: Hono; launchCode: string } {
  const launch = new LaunchDesk()
  const rpc = new RPCHandler(app.router, { plugins: [new RequestHeadersPlugin()] })
  const hono = new Hono()
  hono.use(guardLoopback({ port, pageSecret: launch.pageSecret }))
  hono.use(bodyLimit({ maxSize: MOST_BODY_BYTES }))
  hono.post(LAUNCH_PATH, async (call) => {
    const secret = launch.exchange(call.req.header(LAUNCH_HEADER))
    return secret === undefined ? call.text('not from the page', 401) : call.text(secret)
  })
  hono.use('/rpc/*', async (call, next) => {
    const { matched, response } = await rpc.handle(call.req.raw, { prefix: '/rpc', context: app.context() })
    if (matched) return call.newResponse(response.body, response)
    return next()
  })
  servePage(hono, pageDir)
  return { hono, launchCode: launch.code }
}
