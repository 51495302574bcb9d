import { CLIPBOARD_SECONDS } from '../common/clipboardSeconds.ts'

/** The clipboard as a page in a browser tab may use it. */
export interface TabClipboard {
  write: (text: string) => Promise<void>
  /** Undefined where the browser does not let the page read. */
  read: () => Promise<string | undefined>
  /** Only a page in front may touch the clipboard. */
  isInFront: () => boolean
}

/**
 * Takes from the clipboard what a button put there, as far as a browser lets a page know that it is still that: either nobody
 * left the page since, or the page may read. What somebody else put there is left alone.
 */
export class ClipboardKeeper {
  readonly #clipboard: TabClipboard
  #text: string | undefined
  #left = false
  #due = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(clipboard: TabClipboard) {
    this.#clipboard = clipboard
  }

  async copy(text: string): Promise<void> {
    await this.#clipboard.write(text)
    clearTimeout(this.#timer)
    this.#text = text
    this.#left = false
    this.#due = false
    this.#timer = setTimeout(() => void this.forget(), CLIPBOARD_SECONDS * 1000)
  }

  /** The time is over, the session was locked, or the page goes: at once, or as soon as the page is in front again. */
  async forget(): Promise<void> {
    clearTimeout(this.#timer)
    const text = this.#text
    if (text === undefined) return
    this.#due = !this.#clipboard.isInFront()
    if (this.#due) return
    this.#text = undefined
    const there = this.#left ? await this.#clipboard.read() : text
    if (there === text) await this.#clipboard.write('')
  }

  /** Another window is in front: from now on anything may be on the clipboard. */
  left(): void {
    this.#left = true
  }

  async cameBack(): Promise<void> {
    if (this.#due) await this.forget()
  }

  /** Something else was copied on the page itself. */
  replaced(): void {
    this.#text = undefined
  }
}
