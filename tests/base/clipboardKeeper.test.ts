import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CLIPBOARD_SECONDS } from '../../src/base/common/clipboardSeconds.ts'
import { ClipboardKeeper } from '../../src/base/ui/clipboardKeeper.ts'

/** The clipboard of a PC: what stands on it, whether the page may read it, and which window is in front. */
function startTab({ mayRead = true } = {}) {
  const pc = { text: '', inFront: true }
  const keeper = new ClipboardKeeper({
    write: async (text) => {
      pc.text = text
    },
    read: async () => (mayRead ? pc.text : undefined),
    isInFront: () => pc.inFront,
  })
  const leave = () => {
    pc.inFront = false
    keeper.left()
  }
  const comeBack = () => {
    pc.inFront = true
    return keeper.cameBack()
  }
  return { pc, keeper, leave, comeBack }
}

const NUMBER = '038150000001'
const wait = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

describe('a number copied by a button', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('is gone from the clipboard after its time, and not before', async () => {
    const { pc, keeper } = startTab()
    await keeper.copy(NUMBER)
    await wait(CLIPBOARD_SECONDS - 1)
    expect(pc.text).toBe(NUMBER)
    await wait(2)
    expect(pc.text).toBe('')
  })

  test('is gone at once when the session is locked', async () => {
    const { pc, keeper } = startTab()
    await keeper.copy(NUMBER)
    await keeper.forget()
    expect(pc.text).toBe('')
  })

  test('goes when the page is in front again, since a page behind may not touch the clipboard', async () => {
    const { pc, keeper, leave, comeBack } = startTab()
    await keeper.copy(NUMBER)
    leave()
    await wait(CLIPBOARD_SECONDS + 1)
    expect(pc.text).toBe(NUMBER)
    await comeBack()
    expect(pc.text).toBe('')
  })

  test('that was replaced elsewhere meanwhile leaves the other text alone', async () => {
    const { pc, keeper, leave, comeBack } = startTab()
    await keeper.copy(NUMBER)
    leave()
    pc.text = 'một chữ khác'
    await wait(CLIPBOARD_SECONDS + 1)
    await comeBack()
    expect(pc.text).toBe('một chữ khác')
  })

  test('is not guessed at by a page that may not read and was left', async () => {
    const { pc, keeper, leave, comeBack } = startTab({ mayRead: false })
    await keeper.copy(NUMBER)
    leave()
    pc.text = 'một chữ khác'
    await wait(CLIPBOARD_SECONDS + 1)
    await comeBack()
    expect(pc.text).toBe('một chữ khác')
  })

  test('is forgotten when something else is copied on the page', async () => {
    const { pc, keeper } = startTab({ mayRead: false })
    await keeper.copy(NUMBER)
    pc.text = 'tên người'
    keeper.replaced()
    await wait(CLIPBOARD_SECONDS + 1)
    expect(pc.text).toBe('tên người')
  })

  test('copied after another gets its whole time', async () => {
    const { pc, keeper } = startTab()
    await keeper.copy(NUMBER)
    await wait(CLIPBOARD_SECONDS - 5)
    await keeper.copy('0912345678')
    await wait(10)
    expect(pc.text).toBe('0912345678')
    await wait(CLIPBOARD_SECONDS)
    expect(pc.text).toBe('')
  })
})
