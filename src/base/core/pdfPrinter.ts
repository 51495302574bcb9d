import type { Browser, BrowserContext, Page } from 'playwright-core'
import { findBrowserPath } from './pdfBrowserPath.ts'

export interface PdfPrinter {
  /** The PDF of one HTML document; its own `@page` rules decide size and margins. Rejects with `PrinterUnavailable`. */
  print(html: string, options?: { landscape?: boolean }): Promise<Uint8Array>
  /** Ends the browser; printing again starts another. */
  close(): Promise<void>
}

/** No browser could be started: a paper cannot be made on this machine now. */
export class PrinterUnavailable extends Error {
  override readonly name = 'PrinterUnavailable'
}

export interface PdfPrinterOptions {
  /** Instead of the installed browser that is found. */
  executablePath?: string
  /** Milliseconds after the last paper until the browser is closed. */
  idleAfter?: number
}

const IDLE_AFTER_MS = 60_000
const ARGUMENTS = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/**
 * Papers through an installed Chromium or Edge, driven over a pipe. One browser, started on demand and closed when idle;
 * offline, without scripts, and with the PDF handed over in memory: nothing personal is written to disk. Undefined where no
 * browser is installed.
 */
export function createPdfPrinter(options: PdfPrinterOptions = {}): PdfPrinter | undefined {
  const executablePath = options.executablePath ?? findBrowserPath()
  if (executablePath === undefined) return undefined
  const browser = new IdleBrowser(executablePath, options.idleAfter ?? IDLE_AFTER_MS)
  return {
    print: (html, { landscape = false } = {}) => browser.use((page) => printOn(page, { html, landscape })),
    close: () => browser.close(),
  }
}

async function printOn(page: Page, { html, landscape }: { html: string; landscape: boolean }): Promise<Uint8Array> {
  await page.setContent(html, { waitUntil: 'load' })
  // Playwright's own page.pdf() streams through a temporary file of the browser; base64 stays in memory.
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.printToPDF', {
    landscape,
    preferCSSPageSize: true,
    printBackground: true,
    transferMode: 'ReturnAsBase64',
  })
  await session.detach()
  return new Uint8Array(Buffer.from(data, 'base64'))
}

/**
 * A browser that is there while it is used, and a while longer. It keeps one empty page for the next paper: a page of its own
 * for each costs three times what the paper does. Papers asked for at the same time get pages of their own.
 */
class IdleBrowser {
  readonly #executablePath: string
  readonly #idleAfter: number
  #starting: Promise<Browser> | undefined
  #spare: Promise<Page | undefined> | undefined
  #users = 0
  #timer: NodeJS.Timeout | undefined

  constructor(executablePath: string, idleAfter: number) {
    this.#executablePath = executablePath
    this.#idleAfter = idleAfter
  }

  async use<Value>(work: (page: Page) => Promise<Value>): Promise<Value> {
    clearTimeout(this.#timer)
    this.#users += 1
    try {
      const page = await this.#page()
      const value = await work(page).catch(async (error: unknown) => {
        await closeQuietly(page.context())
        throw error
      })
      await this.#putBack(page)
      return value
    } finally {
      this.#users -= 1
      if (this.#users === 0) this.#timer = setTimeout(() => void this.close(), this.#idleAfter).unref()
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    const starting = this.#starting
    this.#starting = undefined
    this.#spare = undefined
    // A browser that never started has nothing to close; `use` has told its caller.
    const browser = await starting?.catch(() => undefined)
    await browser?.close()
  }

  async #page(): Promise<Page> {
    const spare = this.#spare
    this.#spare = undefined
    const kept = await spare
    if (kept?.context().browser()?.isConnected() === true) return kept
    const browser = await this.#browser()
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true, serviceWorkers: 'block' })
    return context.newPage()
  }

  /** Nothing of a paper stays in the page that waits for the next; nobody waits for the emptying. */
  async #putBack(page: Page): Promise<void> {
    if (this.#spare !== undefined) return closeQuietly(page.context())
    this.#spare = page.goto('about:blank').then(
      () => page,
      () => undefined,
    )
  }

  async #browser(): Promise<Browser> {
    this.#starting ??= this.#start()
    const started = await this.#starting
    if (started.isConnected()) return started
    this.#starting = this.#start()
    return this.#starting
  }

  async #start(): Promise<Browser> {
    try {
      // Read in for the first paper: it takes 85 MB and half a second, which no start of the program should cost.
      const { chromium } = await import('playwright-core')
      return await chromium.launch({
        executablePath: this.#executablePath,
        // Chromium refuses its sandbox to the superuser; an office does not work as one.
        chromiumSandbox: process.getuid?.() !== 0,
        args: ARGUMENTS,
      })
    } catch (error) {
      this.#starting = undefined
      throw new PrinterUnavailable('the browser for papers did not start', { cause: error })
    }
  }
}

/** A page whose browser is gone is closed already. */
async function closeQuietly(context: BrowserContext): Promise<void> {
  await context.close().catch(() => undefined)
}
