import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { App } from '../app/core/createApp.ts'
import { createHost } from './createHost.ts'

export interface RunningHost {
  /** The one URL that opens the app; its fragment holds the launch secret and never reaches a server or a log. */
  url: string
  stop: () => Promise<void>
}

/** Serves the app on 127.0.0.1 only; port 0 = any free one. */
export async function startHost({
  app,
  pageDir,
  port,
}: {
  app: App
  pageDir: string
  port: number
}): Promise<RunningHost> {
  let listening = port
  const { hono, launchSecret } = createHost({ app, pageDir, port: () => listening })
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const started = serve({ fetch: hono.fetch, hostname: '127.0.0.1', port }, (info: AddressInfo) => {
      listening = info.port
      resolve(started)
    })
    started.once('error', reject)
  })
  if ('requestTimeout' in server) {
    server.headersTimeout = 30_000
    server.requestTimeout = 300_000
    server.maxConnections = 32
  }
  return {
    url: `http://127.0.0.1:${listening}/#launch=${launchSecret}`,
    stop: async () => {
      await new Promise((resolve) => {
        server.close(resolve)
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await app.close()
    },
  }
}
