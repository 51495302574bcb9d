import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUILT_DIR, forkMain, found } from '../support/launchDesktop.ts'
import { expect, test } from './desktopTest.ts'
import { traversalUrls } from './traversalUrls.ts'

const POLICY = /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[^']+'; /

// One window for them all: they look at it and leave it as it is.
test.describe.configure({ mode: 'default' })

test.beforeEach(async ({ window }) => {
  await expect(window.page.getByText('Máy này chưa có sổ nào')).toBeVisible()
})

test('E1, E15: the window has exactly these rights', async ({ window: { double } }) => {
  const windows = found(await double.recorded(), 'new BrowserWindow')
  expect(windows).toHaveLength(1)
  expect(windows[0]).toMatchObject({ name: 'main', windowStatePersistence: true, show: false })
  expect((windows[0] as { webPreferences: object }).webPreferences).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: true,
    preload: join(BUILT_DIR, 'preload/preload.cjs'),
  })
  expect(found(await double.recorded(), 'setSpellCheckerEnabled')).toEqual([false])
})

test('E2, E3: sandbox and scheme are set before the app is ready, the scheme bypasses nothing', async ({
  window: { double },
}) => {
  const recorded = await double.recorded()
  const order = recorded.map(({ what }) => what)
  expect(order.indexOf('app.enableSandbox')).toBeLessThan(order.indexOf('app.ready'))
  expect(order.indexOf('protocol.registerSchemesAsPrivileged')).toBeLessThan(order.indexOf('app.ready'))
  expect(found(recorded, 'protocol.registerSchemesAsPrivileged')).toEqual([
    [{ scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } }],
  ])
})

test('E4: a thousand ways out of the folder lead nowhere', async ({ window: { double } }) => {
  const urls = traversalUrls(1000)
  const built = new Set(
    readdirSync(join(BUILT_DIR, 'ui'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
  )
  const answers = await double.fetches(urls)
  expect(answers).toHaveLength(1000)
  // Some spellings name a built file after all; what counts is that nothing else is ever read.
  const leaks = answers.filter(({ status, body }) => status !== 404 && !isBuilt(body))
  expect(leaks.map(({ url }) => url)).toEqual([])
  expect(answers.filter(({ status }) => status === 404).length).toBeGreaterThan(900)

  function isBuilt(body: string): boolean {
    return built.has(body) || (body.includes('name="style-nonce"') && body.includes('<div id="root">'))
  }
})

test('E5: every answer carries the policy, with a nonce of its own', async ({ window: { page, double } }) => {
  await page.reload()
  const answered = found(await double.recorded(), 'request.answered') as {
    url: string
    headers: Record<string, string>
  }[]
  const policies = answered.map(({ headers }) => headers['content-security-policy'] ?? '')
  expect(policies.length).toBeGreaterThan(5)
  expect(policies.filter((policy) => !POLICY.test(policy))).toEqual([])
  expect(new Set(policies).size).toBe(policies.length)
  const [missing] = await double.fetches(['app://main/nothing.html'])
  expect(missing).toMatchObject({ status: 404 })
  expect(missing?.headers['content-security-policy']).toMatch(POLICY)
})

test('E5: an injected script does not run', async ({ window: { page } }) => {
  const ran = await page.evaluate(async () => {
    const violated = new Promise((resolve) =>
      document.addEventListener('securitypolicyviolation', resolve, { once: true }),
    )
    const script = document.createElement('script')
    script.textContent = 'document.title = "it ran"'
    document.body.append(script)
    await violated
    return document.title
  })
  expect(ran).not.toBe('it ran')
})

test('E6: every permission and every device is refused', async ({ window: { double } }) => {
  const names = `accessibility-events automatic-fullscreen background-sync bluetooth clipboard-read clipboard-sanitized-write
    deprecated-sync-clipboard-read display-capture fileSystem fullscreen geolocation hid idle-detection keyboardLock
    local-fonts media mediaKeySystem midi midiSysex notifications openExternal payment-handler pointerLock screen-wake-lock
    sensors serial smart-card speaker-selection storage-access top-level-storage-access unknown usb window-management`
  expect(await double.permissions(names.split(/\s+/))).toEqual([])
})

const FOREIGN = [
  'https://example.org/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'data:text/html,<h1>x</h1>',
  'javascript:alert(1)',
  'blob:https://example.org/1',
  'app://other/index.html',
  'app://main.evil/index.html',
  'app://main@other/',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'about:blank',
  'not a url',
]

test('E7: the page goes nowhere else and opens nothing', async ({ window: { page, double } }) => {
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    expect(await double.navigations(event, FOREIGN)).toEqual([])
    expect(await double.navigations(event, ['app://main/index.html'])).toEqual(['app://main/index.html'])
  }
  expect(await double.navigations('will-attach-webview', ['app://main/index.html'])).toEqual([])
  expect(await double.opens([...FOREIGN, 'app://main/index.html'])).toEqual([])

  await page.evaluate(() => {
    location.href = 'https://example.org/'
    window.open('https://example.org/')
  })
  await expect.poll(async () => found(await double.recorded(), 'window.open')).toEqual([{ action: 'deny' }])
  await expect
    .poll(async () => found(await double.recorded(), 'request.blocked'))
    .toContainEqual({ url: 'https://example.org/', stopped: true })
  await expect(page.getByText('Máy này chưa có sổ nào')).toBeVisible()
})

test('E13: no request leaves the PC', async ({ window: { double } }) => {
  const outside = [
    'https://example.org/a.png',
    'http://192.168.1.1/',
    'ws://example.org/',
    'wss://example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    'chrome-extension://abc/x.js',
  ]
  expect(await double.letThrough(outside)).toEqual([])
  const inside = ['app://main/index.html', 'blob:app://main/1', 'data:font/woff2;base64,AA']
  expect(await double.letThrough(inside)).toEqual(inside)
})

test('a paper is laid out in a hidden window without scripts or disk, which is gone afterwards', async ({
  window: { double },
}) => {
  const html = '<!doctype html><p>Danh sách ký nhận</p><script>document.body.innerHTML = ""</script>'
  await double.coreSays({ kind: 'print', id: 7, html, landscape: true })
  const printed = async () =>
    found(await double.recorded(), 'utilityProcess.postMessage').filter((sent) => (sent as { pdf?: object }).pdf)
  await expect
    .poll(printed)
    .toEqual([{ kind: 'printed', ports: 0, pdf: { bytes: expect.any(Number), starts: '%PDF-' } }])
  const [, paper] = found(await double.recorded(), 'new BrowserWindow')
  expect(paper).toMatchObject({
    show: false,
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      javascript: false,
      partition: 'paper',
    },
  })
  expect(found(await double.recorded(), 'webContents.printToPDF')).toEqual([
    { landscape: true, preferCSSPageSize: true, printBackground: true },
  ])
  expect(await double.windowCount()).toBe(1)
})

test('a file the app made is saved where the person says, with its name; no other download starts', async ({
  window: { page, double },
}) => {
  const saving = page.waitForEvent('download')
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['%PDF'], { type: 'application/pdf' }))
    link.download = 'Danh sách ký nhận.pdf'
    link.click()
  })
  expect(readFileSync(await (await saving).path(), 'utf8')).toBe('%PDF')
  const downloads = async () => found(await double.recorded(), 'download')
  await expect.poll(downloads).toHaveLength(1)
  const [download] = await downloads()
  expect(download).toMatchObject({
    stopped: false,
    url: expect.stringMatching(/^blob:app:\/\/main\//),
    options: {
      defaultPath: expect.stringMatching(/[\\/]Danh sách ký nhận\.pdf$/),
      filters: [{ name: 'PDF', extensions: ['pdf'] }],
    },
  })
  expect(await double.downloads(['https://example.org/a.exe', 'data:text/plain,x', 'app://main/index.html'])).toEqual(
    [],
  )
})

test('row 54: a file for a stick is written where the person says and read again; a closed dialog writes nothing', async ({
  window: { page, double },
}) => {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-stick-'))
  const save = () =>
    page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          window.addEventListener('message', ({ data }) => {
            if (data?.kind === 'nhip-cau-saved' && data.id === 'a') resolve(data.outcome)
          })
          const bytes = new TextEncoder().encode('a sealed report')
          window.postMessage({ kind: 'nhip-cau-save', id: 'a', name: '../bao cao.rcb', bytes }, location.origin)
        }),
    )
  expect(await save()).toBe('cancelled')
  await double.saveNextTo(join(dir, 'bao cao.rcb'))
  expect(await save()).toBe('proven')
  expect(readFileSync(join(dir, 'bao cao.rcb'), 'utf8')).toBe('a sealed report')
  expect(readdirSync(dir)).toEqual(['bao cao.rcb'])
  await double.saveNextTo(join(dir, 'gone', 'bao cao.rcb'))
  expect(await save()).toBe('files.notWritten')
  expect(found(await double.recorded(), 'dialog.showSaveDialog')[0]).toMatchObject({
    defaultPath: expect.stringMatching(/[\\/]bao cao\.rcb$/),
    filters: [{ name: 'RCB', extensions: ['rcb'] }],
  })
  rmSync(dir, { recursive: true, force: true })
})

test('the keys of the window are the clipboard and the size of the letters, within limits', async ({
  window: { double },
}) => {
  expect(await double.menuRoles()).toEqual(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'])
  expect(await double.zoomAfter('CommandOrControl+Plus', 20)).toBe(3)
  expect(await double.zoomAfter('CommandOrControl+-', 20)).toBe(-2)
  expect(await double.zoomAfter('CommandOrControl+0', 1)).toBe(0)
})

test('a second start shows the window of the first and ends', async ({ window: { double }, dataDir }) => {
  const second = forkMain({ dataDir, env: { ELECTRON_DOUBLE_SECOND: '1' } })
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
  await double.secondInstance()
  expect(found(await double.recorded(), 'window.focus')).toHaveLength(1)
})

test('E12: the packaged program ends when somebody wants to look into it', async ({ dataDir }) => {
  const env = { ELECTRON_DOUBLE_PACKAGED: '1' }
  for (const args of [['--remote-debugging-port=9222'], ['--inspect'], ['--remote-debugging-pipe']]) {
    const spied = forkMain({ dataDir, args, env })
    expect(await new Promise((resolve) => spied.once('exit', resolve))).toBe(1)
  }
})
