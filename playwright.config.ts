import { defineConfig } from '@playwright/test'
import { findBrowserPath } from './src/base/core/pdfBrowserPath.ts'
import { preferMemoryFolder } from './tests/support/preferMemoryFolder.ts'

preferMemoryFolder()

/** An installed Chromium or Edge is driven: nothing is downloaded. Each spec starts its own office in its own folder. */
const browser = findBrowserPath()

export default defineConfig({
  testMatch: '**/*.spec.ts',
  projects: [
    { name: 'browser', testDir: 'tests/e2e' },
    // The built desktop app against the double of the electron module; tests/electron/playwright.config.ts runs it alone.
    { name: 'desktop', testDir: 'tests/electron' },
  ],
  outputDir: 'out/test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'out/test-results/playwright.json' }]],
  workers: 3,
  fullyParallel: true,
  // Generous: an old or busy machine is slow, not wrong. What is fast enough is measured by the bench.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  // One more try on a build machine, where other work may stall a page; what needed it is told as flaky, never silently.
  retries: process.env.CI === undefined ? 0 : 1,
  forbidOnly: process.env.CI !== undefined,
  use: {
    actionTimeout: 15_000,
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    // The setting of the PC "fewer animations", which the program follows: nobody waits for a drawer to stand still.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // Recording every page costs a third of the run; the second try records.
    trace: 'on-first-retry',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        // Chromium refuses its sandbox to root, which is what a build machine often is.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
