import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { App } from '../app/core/createApp.ts'
import { createHost } from './createHost.ts'
import { dropIdleSockets } from './dropIdleSockets.ts'
import { LaunchDesk } from './launchDesk.ts'
import { isSecret } from './pageGuard.ts'

export interface RunningHost {
  /** The one URL that opens the app; its fragment holds the one-use launch code and never reaches a server or a log. */
  url: string
  port: number
  stop: () => Promise<void>
}

/** Milliseconds. A connection that says nothing is gone after five seconds; a large file may take its time. */
export const LIMITS = { headersTimeout: 5000, requestTimeout: 300_000, connectionsCheckingInterval: 1000 }
export const MOST_CONNECTIONS = 256

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
  const launch = new LaunchDesk()
  const hono = createHost({
    app,
    pageDir,
    door: {
      scheme: 'http',
      hosts: () => [`127.0.0.1:${listening}`, `localhost:${listening}`],
      isPageSecret: (sent) => isSecret(sent, launch.pageSecret),
      exchange: (code) => launch.exchange(code),
      isNetwork: false,
    },
  })
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const address = { hostname: '127.0.0.1', port }
    const started = serve({ fetch: hono.fetch, serverOptions: LIMITS, ...address }, (info: AddressInfo) => {
      listening = info.port
      resolve(started)
    })
    started.once('error', reject)
  })
  if ('requestTimeout' in server) dropIdleSockets(server, MOST_CONNECTIONS)
  return {
    url: `http://127.0.0.1:${listening}/#launch=${launch.code}`,
    port: listening,
    stop: async () => {
      await new Promise((resolve) => {
        server.close(resolve)
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await app.close()
    },
  }
}
