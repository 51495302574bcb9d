import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { LaunchDesk } from '../../src/host/launchDesk.ts'
import { startHost } from '../../src/host/startHost.ts'
import { exchangeLaunchCode } from '../support/exchangeLaunchCode.ts'
import { openTestApp } from '../support/openTestApp.ts'

async function startTestHost() {
  const { app, dir } = await openTestApp()
  const pageDir = join(dir, 'page')
  mkdirSync(pageDir)
  writeFileSync(join(pageDir, 'index.html'), '<p>the page</p>')
  const host = await startHost({ app, pageDir, port: 0 })
  onTestFinished(() => host.stop())
  return { url: host.url, origin: new URL(host.url).origin, port: Number(new URL(host.url).port) }
}

async function openIdleSockets(port: number, count: number) {
  const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1').on('error', () => {}))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  return sockets
}

test.for([60, 300])('H10: %d connections that say nothing do not keep the page away', async (count) => {
  const { origin, port } = await startTestHost()
  await openIdleSockets(port, count)
  const answer = await fetch(origin, { signal: AbortSignal.timeout(2000) })
  expect(await answer.text()).toContain('the page')
})

test('H10: a connection that says nothing is closed', async () => {
  const { port } = await startTestHost()
  const [socket] = await openIdleSockets(port, 1)
  socket!.resume()
  await once(socket!, 'close')
  expect(socket!.destroyed).toBe(true)
}, 15_000)

test('H7: the code of the launch URL is worth the secret once, and is not the secret', async () => {
  const { url, origin } = await startTestHost()
  const code = new URL(url).hash.replace('#launch=', '')
  const call = (secret: string) =>
    fetch(`${origin}/rpc/accounts/status`, {
      method: 'POST',
      headers: { 'x-nhip-cau-launch': secret, 'content-type': 'application/json' },
      body: '{}',
    })
  expect((await call(code)).status).toBe(401)
  const secret = await exchangeLaunchCode(url)
  expect((await call(secret)).status).toBe(200)
  await expect(exchangeLaunchCode(url)).rejects.toThrow('401')
  expect((await call(code)).status).toBe(401)
})

test('H3: another site cannot exchange the code', async () => {
  const { url, origin } = await startTestHost()
  const code = new URL(url).hash.replace('#launch=', '')
  const headers = { 'x-nhip-cau-launch': code, origin: 'http://evil.example' }
  expect((await fetch(`${origin}/launch`, { method: 'POST', headers })).status).toBe(403)
  expect(await exchangeLaunchCode(url)).not.toBe('')
})

test('H7: the code of the launch URL is dead after a minute', () => {
  const clock = { ms: 0 }
  const desk = new LaunchDesk(() => clock.ms)
  clock.ms = 60_001
  expect(desk.exchange(desk.code)).toBeUndefined()
})
