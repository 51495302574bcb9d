import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longestFirst.ts'
import { preferMemoryFolder } from './tests/support/preferMemoryFolder.ts'

preferMemoryFolder()

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/e2e/**', 'tests/bench/**'],
    globalSetup: ['tests/support/globalSetup.ts'],
    pool: 'threads',
    // Vitest leaves one core free by default; on two cores that is half of them, and PostgreSQL runs beside anyway.
    maxWorkers: '100%',
    // Files share their modules: loading them anew for each took a fifth of the run. What a test opens, it closes itself.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    setupFiles: ['tests/support/fixedSeed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
