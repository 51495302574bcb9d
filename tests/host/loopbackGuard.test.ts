import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startHost } from '../../src/host/startHost.ts'
import { exchangeLaunchCode } from '../support/exchangeLaunchCode.ts'
import { openChromium } from '../support/openChromium.ts'
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
  options: {
    method?: string
    path?: string
    headers?: Record<string, string>
    body?: string
    address?: string
    /** The body that was announced never comes. */
    expectsAnswerFirst?: boolean
  },
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
    if (options.expectsAnswerFirst === true) call.flushHeaders()
    else call.end(options.body)
  })
}

describe('the loopback host', () => {
  test('H5, H6, H9: serves the page with its policy, a fresh nonce and no cookie', async () => {
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

  test('H2: answers only to its own name and port', async () => {
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

  test('H3, H4: turns away other origins and other sites, with or without the secret', async () => {
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

  test('H7: answers no call without the secret of the page', async () => {
    const { port, secret } = await startTestHost()
    const call = (headers: Record<string, string>) =>
      send(port, {
        method: 'POST',
        path: '/rpc/accounts/status',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      })
    expect((await call({})).status).toBe(401)
    expect(
      (await call({ 'x-nhip-cau-launch': `${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}` })).status,
    ).toBe(401)
    expect((await call({ 'x-nhip-cau-launch': secret })).status).toBe(200)
  })

  test('H4: a form or a plain text of another page of this PC changes nothing', async () => {
    const { port } = await startTestHost()
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']) {
      for (const origin of [{}, { origin: 'null' }, { origin: `http://127.0.0.1:${port}` }]) {
        const answer = await send(port, {
          method: 'POST',
          path: '/rpc/accounts/status',
          headers: { 'content-type': type, ...origin },
          body: '{"json":{}}',
        })
        expect([401, 403], type).toContain(answer.status)
      }
    }
  })

  test('H9: every answer, refusals included, says that nobody keeps, frames or guesses it', async () => {
    const { port } = await startTestHost()
    const answers = [
      await send(port, {}),
      await send(port, { path: '/nothing' }),
      await send(port, { headers: { host: 'evil.example' } }),
      await send(port, { headers: { origin: 'null' } }),
      await send(port, { method: 'POST', path: '/rpc/accounts/status', body: '{}' }),
      await send(port, { method: 'DELETE' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 421, 403, 401, 401])
    for (const { status, headers } of answers) {
      expect(headers, String(status)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'x-frame-options': 'DENY',
      })
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  test('H10: heads and bodies beyond their size are refused before anybody reads them', async () => {
    const { port, secret } = await startTestHost()
    const long = await send(port, { headers: { 'x-long': 'x'.repeat(20_000) } })
    expect(long.status).toBe(431)
    const headers = { 'x-nhip-cau-launch': secret, 'content-type': 'application/json' }
    const large = await send(port, {
      method: 'POST',
      path: '/rpc/accounts/status',
      headers: { ...headers, 'content-length': String(65 * 1024 * 1024) },
      expectsAnswerFirst: true,
    })
    expect(large.status).toBe(413)
  })

  test('H12: no connection is upgraded to another protocol', async () => {
    const { port, secret } = await startTestHost()
    const answer = await send(port, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
        'x-nhip-cau-launch': secret,
      },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.upgrade).toBeUndefined()
    expect(answer.body).toContain('the page')
  })

  test('H8: needs a session for everything but the door', async () => {
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

  test('E4: serves no file but the built ones, whatever the path', async () => {
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

  test('H2: a name that was rebound to this PC shows nothing in a real browser', async () => {
    const { port } = await startTestHost()
    const browser = await openChromium('--host-resolver-rules=MAP evil.example 127.0.0.1')
    const page = await browser.newPage()
    const look = async (url: string) => {
      const answer = await page.goto(url)
      return { status: answer?.status(), text: await page.textContent('body') }
    }
    expect(await look(`http://127.0.0.1:${port}/`)).toEqual({ status: 200, text: 'the page' })
    expect(await look(`http://evil.example:${port}/`)).toEqual({ status: 421, text: 'wrong host' })
    const reached = await page.evaluate(async (own) => {
      const ways = [
        () => fetch('/rpc/accounts/status', { method: 'POST', body: '{}' }),
        () => fetch(`http://127.0.0.1:${own}/`),
        () => fetch(`http://127.0.0.1:${own}/rpc/accounts/status`, { method: 'POST', body: '{}' }),
      ]
      const answers = await Promise.allSettled(ways.map(async (way) => (await way()).status))
      return answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'blocked'))
    }, port)
    expect(reached).toEqual([421, 'blocked', 'blocked'])
  })

  test('H1: listens on the loopback address and nowhere else', async () => {
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
