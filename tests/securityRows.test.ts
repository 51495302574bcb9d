import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const ROWS = [
  ...Array.from({ length: 15 }, (_, index) => `E${index + 1}`),
  ...Array.from({ length: 12 }, (_, index) => `H${index + 1}`),
]
const TABLES = readFileSync('docs/security.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))

/** Rows that titles of tests in a file begin with: `E9, H11: …`. */
function rowsTitledIn(file: string): string[] {
  const titles = readFileSync(file, 'utf8').matchAll(/\b(?:test|it)[^'`\n]*['`](.*?): /g)
  return [...titles].flatMap(([, names]) => names?.split(', ') ?? [])
}

test('every row of the hardening stands once in its table, in order', () => {
  const told = TABLES.flatMap((line) => /^\| ([EH]\d+) \|/.exec(line)?.[1] ?? [])
  expect(told).toEqual(ROWS)
})

test('every row of the hardening has tests whose titles name it, or says what needs the packaged build', () => {
  const wrong = ROWS.filter((row) => {
    const line = TABLES.find((each) => each.startsWith(`| ${row} |`)) ?? ''
    const files = [...line.matchAll(/`(tests\/[^`]+)`/g)].flatMap(([, file]) => file ?? [])
    if (files.length === 0) return !line.includes('needs the packaged build')
    return files.some((file) => !existsSync(file) || !rowsTitledIn(file).includes(row))
  })
  expect(wrong).toEqual([])
})

test('every other rule of the page names tests that are there', () => {
  const named = TABLES.flatMap((line) => [...line.matchAll(/`(tests\/[^`]+)`/g)].flatMap(([, file]) => file ?? []))
  expect(named.filter((file) => !existsSync(file))).toEqual([])
})
