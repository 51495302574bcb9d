import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startOnUsualPort, usualPort } from '../../src/host/startOnUsualPort.ts'
import { openTestApp } from '../support/openTestApp.ts'

async function pageOf() {
  const { app, dir } = await openTestApp()
  const pageDir = join(dir, 'page')
  mkdirSync(pageDir)
  writeFileSync(join(pageDir, 'index.html'), 'the page')
  return { app, pageDir, rootDir: dir }
}

test('a folder is served on the same port each time, and another folder on another', async () => {
  const office = await pageOf()
  const first = await startOnUsualPort(office)
  const { origin } = new URL(first.url)
  expect(origin).toBe(`http://127.0.0.1:${usualPort(office.rootDir)}`)
  await first.stop()
  expect(usualPort('/home/one')).toBe(usualPort('/home/two/../one'))
  expect(usualPort('/home/one')).not.toBe(usualPort('/home/two'))
})

test('when another program has the port, any free one will do', async () => {
  const office = await pageOf()
  const squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(usualPort(office.rootDir), '127.0.0.1', resolve))
  onTestFinished(() => void squatter.close())
  const host = await startOnUsualPort(office)
  onTestFinished(() => host.stop())
  expect(Number(new URL(host.url).port)).not.toBe(usualPort(office.rootDir))
})
