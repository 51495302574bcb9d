import { defineConfig } from '@playwright/test'

/** The desktop alone: `playwright test -c tests/electron`. The app must be built. */
// biome-ignore lint/style/noDefaultExport: Playwright reads the default export
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../out/test-results/electron',
  reporter: 'list',
  workers: 2,
  timeout: 90_000,
})
