import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { startHost } from '../../../src/host/startHost.ts'
import { makeProofOffice } from '../proofOffice.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'

const CONTENT = 'the page of the office'

export const hostRig: Rig = {
  name: 'hosts',
  what: 'requests with a foreign Host, Origin, site, method or path to the loopback host: none gets content',
  aim: 2000,
  run: async (context) => {
    const dir = join(context.scratch, 'hosts')
    const pageDir = join(dir, 'page')
    const { app } = await makeProofOffice(dir, context.builtDir)
    mkdirSync(pageDir, { recursive: true })
    writeFileSync(join(pageDir, 'index.html'), CONTENT)
    const host = await startHost({ app, pageDir, port: 0 })
    try {
      return await knock(context, Number(new URL(host.url).port))
    } finally {
      await host.stop()
    }
  },
  controlWhat: 'a host without a guard',
  control: async (context) => {
    const server = createServer((_call, answer) => answer.end(CONTENT))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    try {
      return await knock({ ...context, goOn: (done) => done < 50 && context.goOn(0) }, address.port)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  },
}

async function knock(context: RigContext, port: number): Promise<Outcome> {
  const outcome = { done: 0, bad: 0 }
  for (const headers of hostileHeaders(port)) {
    for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
      for (const path of ['/', '/index.html', '/rpc/accounts/status', '/rpc/addresses/list', '/launch']) {
        if (isOver(context, outcome)) return outcome
        outcome.bad += (await gotContent({ port, method, path, headers })) ? 1 : 0
        outcome.done += 1
      }
    }
  }
  return outcome
}

/** Each is wrong in one way; the rest is as the page itself would send it. */
function hostileHeaders(port: number): Record<string, string>[] {
  const own = `127.0.0.1:${port}`
  const hosts = [
    'evil.example',
    `evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `127.0.0.1:${port}.evil.example`,
    `127.0.0.1:${port + 1}`,
    '127.0.0.1',
    'localhost',
    `localhost.:${port}`,
    `LOCALHOST.evil:${port}`,
    `[::1]:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `0.0.0.0:${port}`,
    `2130706433:${port}`,
    `0x7f000001:${port}`,
    `127.1:${port}`,
    `user@127.0.0.1:${port}`,
    `127.0.0.1:0${port}`,
    `127.0.0.1:${port}, evil.example`,
    ' ',
  ]
  const origins = [
    'null',
    'http://evil.example',
    `http://evil.example:${port}`,
    `https://${own}`,
    `http://${own}.evil.example`,
    `http://localhost:${port + 1}`,
    'file://',
    'app://main',
    'chrome-extension://abcdefgh',
    `http://${own}/`,
    `HTTP://${own}`,
  ]
  const sites = ['cross-site', 'same-site', 'nonsense', '']
  return [
    ...hosts.map((host) => ({ host })),
    ...origins.map((origin) => ({ host: own, origin })),
    ...sites.map((site) => ({ host: own, origin: `http://evil.example`, 'sec-fetch-site': site })),
  ]
}

interface Knock {
  port: number
  method: string
  path: string
  headers: Record<string, string>
}

/** The page itself, or an answer of the core. A refusal that was thrown away on the way is none. */
function gotContent({ port, method, path, headers }: Knock): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request(
      { host: '127.0.0.1', port, method, path, headers, setHost: false, timeout: 3000 },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const body = Buffer.concat(parts).toString()
          const isOpen =
            (answer.statusCode ?? 0) < 400 && (method !== 'OPTIONS' || 'access-control-allow-origin' in answer.headers)
          resolve(isOpen || body.includes(CONTENT) || body.includes('"json"'))
        })
      },
    )
    call.on('error', () => resolve(false))
    call.on('timeout', () => call.destroy())
    call.end(method === 'POST' || method === 'PUT' ? '{"json":{}}' : undefined)
  })
}
