import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepClipboard } from '../../electron/keepClipboard.ts'
import { CLIPBOARD_SECONDS } from '../../src/base/common/clipboardSeconds.ts'
import { clipboard } from '../support/electronDouble/doubleClipboard.ts'
import { ipcMain } from '../support/electronDouble/doubleIpc.ts'

vi.mock('electron', async () => ({
  ...(await import('../support/electronDouble/doubleClipboard.ts')),
  ...(await import('../support/electronDouble/doubleIpc.ts')),
  app: { isPackaged: true, on: () => {} },
}))

const frame = { url: 'app://main/index.html', parent: null, frameTreeNodeId: 1 }

function say(channel: string, args: unknown[], senderFrame: object = frame): void {
  ipcMain.emit(channel, { sender: { mainFrame: frame }, senderFrame }, ...args)
}

const copied = keepClipboard()

beforeEach(() => void vi.useFakeTimers())
afterEach(async () => {
  await copied.forget()
  clipboard.clear()
  vi.useRealTimers()
})

test('a number the page copies goes from the clipboard after its time', async () => {
  say('nhip-cau:clipboard', ['038150000001'])
  expect(await clipboard.readText()).toBe('038150000001')
  await vi.advanceTimersByTimeAsync(CLIPBOARD_SECONDS * 1000 + 1)
  expect(await clipboard.readText()).toBe('')
})

test('it goes at once on a lock, whether the page says so or the PC', async () => {
  say('nhip-cau:clipboard', ['038150000001'])
  say('nhip-cau:clipboard', [null])
  await vi.advanceTimersByTimeAsync(0)
  expect(await clipboard.readText()).toBe('')
  say('nhip-cau:clipboard', ['038150000001'])
  await copied.forget()
  expect(await clipboard.readText()).toBe('')
})

test('what somebody copied since stays', async () => {
  say('nhip-cau:clipboard', ['038150000001'])
  clipboard.writeText('một chữ khác')
  await vi.advanceTimersByTimeAsync(CLIPBOARD_SECONDS * 1000 + 1)
  expect(await clipboard.readText()).toBe('một chữ khác')
})

test('E9: only the main frame of our page copies, and only a short text', async () => {
  say('nhip-cau:clipboard', ['x'.repeat(201)])
  say('nhip-cau:clipboard', [{ text: '038150000001' }])
  say('nhip-cau:clipboard', [])
  say('nhip-cau:clipboard', ['038150000001'], { ...frame, url: 'https://example.org/' })
  say('nhip-cau:clipboard', ['038150000001'], { ...frame, parent: frame })
  expect(await clipboard.readText()).toBe('')
})
