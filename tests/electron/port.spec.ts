import { PASSPHRASE } from '../e2e/support/commands.ts'
import { type DesktopDouble, found } from '../support/launchDesktop.ts'
import { expect, test, unlock } from './desktopTest.ts'

const CHANNEL = 'nhip-cau:port'
const OWN_FRAME = { url: 'app://main/index.html' }

async function portsGiven(double: DesktopDouble): Promise<number> {
  return found(await double.recorded(), 'webContents.postMessage').length
}

test('E9: the page gets one port, and no other however often it asks', async ({ desktop: { page, double } }) => {
  await page.evaluate(() => window.postMessage('nhip-cau-ready', location.origin))
  await double.ipc({ channel: CHANNEL, args: [], frame: OWN_FRAME })
  expect(await portsGiven(double)).toBe(1)
})

test('E9: another frame, another origin, a frame that is gone or a message of another shape gets no port', async ({
  desktop: { page, double },
}) => {
  await page.reload()
  await expect(page.getByText('Máy này chưa có sổ nào')).toBeVisible()
  const before = await portsGiven(double)
  // An own page that has not asked yet: whatever came through now would be given a port.
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.reload()
  const ask = (frame: { url: string; child?: boolean } | null, args: unknown[] = []) =>
    double.ipc({ channel: CHANNEL, args, frame })
  await ask(null)
  await ask({ ...OWN_FRAME, child: true })
  for (const url of [
    'https://example.org/',
    'app://other/index.html',
    'app://main.evil/index.html',
    'file:///index.html',
    'about:blank',
    'data:text/html,x',
    '',
  ]) {
    await ask({ url })
  }
  await ask(OWN_FRAME, ['something'])
  expect(await portsGiven(double)).toBe(before)
  await ask(OWN_FRAME)
  expect(await portsGiven(double)).toBe(before + 1)
})

test('E10: the preload gives the page a mark and nothing of Electron', async ({ window: { page } }) => {
  const names = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}))
    frame.remove()
    return Object.getOwnPropertyNames(window).filter((name) => !plain.has(name) && Number.isNaN(Number(name)))
  })
  expect(names).toContain('nhipCauDesktop')
  expect(names.filter((name) => /electron|ipc|require|process|module|node|desktop/i.test(name))).toEqual([
    'nhipCauDesktop',
  ])
  expect(await page.evaluate(() => Object.getOwnPropertyDescriptor(window, 'nhipCauDesktop')?.value)).toBe(true)
})

test('E9: only three channels lead from the page to the main process: its port, a file, a number to copy', async ({
  window: { double },
}) => {
  expect(found(await double.recorded(), 'ipcMain.on')).toEqual(['nhip-cau:save', 'nhip-cau:clipboard', CHANNEL])
  expect(found(await double.recorded(), 'ipcMain.handle')).toEqual([])
})

test('a reloaded page gets a port of its own and goes on in the same session', async ({ opened: { page, double } }) => {
  await page.reload()
  await expect(page.getByRole('button', { name: 'Khóa màn hình' })).toBeVisible()
  expect(await portsGiven(double)).toBe(2)
})

test('after a crash of the core the same page works again', async ({ opened: { page, double } }) => {
  await double.killCore()
  await expect.poll(() => portsGiven(double)).toBe(2)
  // The session died with the core; the page finds out with its next call and covers itself.
  await page.getByRole('button', { name: /English/ }).click()
  await page.getByRole('button', { name: 'Someone else signs in' }).click()
  await page.getByLabel('Passphrase').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  // Whoever signs in gets the language they work in; the choice above could not be kept, its session was gone.
  await expect(page.getByRole('button', { name: 'Khóa màn hình' })).toBeVisible()
})

test('the page is covered and the session locked when the PC sleeps, and when its screen is locked', async ({
  opened: { page, double },
}) => {
  for (const event of ['suspend', 'lock-screen']) {
    await double.power(event)
    await expect(page.getByRole('dialog', { name: 'Màn hình đã khóa' })).toBeVisible()
    await page.reload()
    await unlock(page)
  }
})
