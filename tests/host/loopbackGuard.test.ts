import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startHost } from '../../src/host/startHost.ts'
import { exchangeLaunchCode } from '../support/exchangeLaunchCode.ts'
import { openTestApp } from '../support/openTestApp.ts'

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

async function startTestHost() {
  const { app, dir } = await openTestApp()
  const pageDir = join(dir, 'page')
  mkdirSync(join(pageDir, 'assets'), { recursive: true })
  writeFileSync(join(pageDir, 'index.html'), '<meta name="style-nonce" content="__STYLE_NONCE__"><p>the page</p>')
  writeFileSync(join(pageDir, 'assets', 'a.js'), '1')
  const host = await startHost({ app, pageDir, port: 0 })
  onTestFinished(() => host.stop())
  const url = new URL(host.url)
  return { port: Number(url.port), secret: await exchangeLaunchCode(host.url), url: host.url }
}

function send(
  port: number,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string; address?: string },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: options.address ?? '127.0.0.1',
        port,
        method: options.method ?? 'GET',
        path: options.path ?? '/',
        headers: options.headers ?? {},
        setHost: !('host' in (options.headers ?? {})),
        timeout: 3000,
      },
      (response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
      },
    )
    call.on('error', reject)
    call.on('timeout', () => call.destroy(new Error('timeout')))
    call.end(options.body)
  })
}

describe('the loopback host', () => {
  test('serves the page with its policy, a fresh nonce and no cookie', async () => {
    const { port } = await startTestHost()
    const first = await send(port, {})
    const second = await send(port, {})
    expect(first.status).toBe(200)
    expect(first.headers['content-security-policy']).toContain("default-src 'none'")
    expect(first.headers['content-security-policy']).not.toBe(second.headers['content-security-policy'])
    expect(first.headers['set-cookie']).toBeUndefined()
    expect(first.headers['cache-control']).toBe('no-store')
    expect(first.headers['access-control-allow-origin']).toBeUndefined()
    expect(first.body).not.toContain('__STYLE_NONCE__')
  })

  test('answers only to its own name and port', async () => {
    const { port } = await startTestHost()
    const foreign = [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.:${port}`,
      `localhost.:${port}`,
      `LOCALHOST:${port}`,
      `[::1]:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      `2130706433:${port}`,
      `127.1:${port}`,
      `user@127.0.0.1:${port}`,
      `127.0.0.1:${port}.evil.example`,
      `0.0.0.0:${port}`,
    ]
    for (const host of foreign) {
      const answer = await send(port, { headers: { host } })
      // The server itself refuses what is no host name at all.
      expect([400, 421], host).toContain(answer.status)
      expect(answer.body, host).not.toContain('the page')
    }
  })

  test('turns away other origins and other sites, with or without the secret', async () => {
    const { port, secret } = await startTestHost()
    const right = { 'x-nhip-cau-launch': secret, 'content-type': 'application/json' }
    for (const origin of ['http://evil.example', 'null', `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`]) {
      const answer = await send(port, {
        method: 'POST',
        path: '/rpc/accounts/status',
        headers: { ...right, origin },
        body: '{}',
      })
      expect([origin, answer.status]).toEqual([origin, 403])
    }
    for (const site of ['cross-site', 'same-site']) {
      const answer = await send(port, { headers: { 'sec-fetch-site': site } })
      expect([site, answer.status]).toEqual([site, 403])
    }
    const none = await send(port, {
      method: 'POST',
      path: '/rpc/accounts/status',
      headers: { ...right, 'sec-fetch-site': 'none' },
    })
    expect(none.status).toBe(403)
  })

  test('answers no call without the secret of the page', async () => {
    const { port, secret } = await startTestHost()
    const call = (headers: Record<string, string>) =>
      send(port, {
        method: 'POST',
        path: '/rpc/accounts/status',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      })
    expect((await call({})).status).toBe(401)
    expect((await call({ 'x-nhip-cau-launch': `${secret.slice(0, -1)}_` })).status).toBe(401)
    expect((await call({ 'x-nhip-cau-launch': secret })).status).toBe(200)
  })

  test('needs a session for everything but the door', async () => {
    const { port, secret } = await startTestHost()
    const answer = await send(port, {
      method: 'POST',
      path: '/rpc/addresses/list',
      headers: { 'content-type': 'application/json', 'x-nhip-cau-launch': secret },
      body: '{"json":{}}',
    })
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('common.sessionEnded')
  })

  test('serves no file but the built ones, whatever the path', async () => {
    const { port } = await startTestHost()
    const paths = [
      '/../package.json',
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..\\..\\x',
      '/a%00.js',
      '/assets/a.js::$DATA',
      '/C:/Windows/win.ini',
      '//etc/passwd',
      '/office.db',
    ]
    for (const path of paths) expect([400, 404], path).toContain((await send(port, { path })).status)
    expect((await send(port, { path: '/assets/a.js' })).body).toBe('1')
  })

  test('listens on the loopback address and nowhere else', async () => {
    const { port } = await startTestHost()
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address !== undefined && !address.internal && address.family === 'IPv4')
      .map((address) => address!.address)
    for (const address of ['::1', ...others]) {
      await expect(send(port, { address }), address).rejects.toThrow()
    }
  })
})
