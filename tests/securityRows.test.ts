import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Rows of the desktop shell and of the host that are proven here; the packaged program's are in electron-builder.yml. */
const ROWS = [
  ...Array.from({ length: 10 }, (_, index) => `E${index + 1}`),
  'E13',
  'E15',
  ...Array.from({ length: 12 }, (_, index) => `H${index + 1}`),
]

test('every row of the hardening has a test whose title names it', () => {
  const titles = readdirSync('tests', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(test|spec)\.ts$/.test(entry.name))
    .flatMap((entry) => [
      ...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(/\b(?:test|it)[^'`\n]*['`](.*?): /g),
    ])
    .flatMap(([, names]) => names?.split(', ') ?? [])
  expect(ROWS.filter((row) => !titles.includes(row))).toEqual([])
})
