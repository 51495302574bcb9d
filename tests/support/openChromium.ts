import { type Browser, chromium } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { findBrowserPath } from '../../src/base/core/pdfBrowserPath.ts'

const QUIET = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** The browser of this machine with further switches; closed when the test ends. */
export async function openChromium(...switches: string[]): Promise<Browser> {
  const executablePath = findBrowserPath()
  if (executablePath === undefined) throw new Error('no Chromium, Chrome or Edge on this machine')
  const browser = await chromium.launch({ executablePath, args: [...QUIET, ...switches] })
  onTestFinished(() => browser.close())
  return browser
}
