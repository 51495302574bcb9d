import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'

const UI = new URL('../../out/ui/', import.meta.url)
const MOST_BYTES = 250_000

test('the scripts of the first screen are at most 250 KB packed, and zod is not among them', () => {
  const html = readFileSync(new URL('index.html', UI), 'utf8')
  const preloaded = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, file = '']) => file)
  const words = readdirSync(new URL('assets/', UI)).filter((file) => /^doorVi-.*\.js$/.test(file))
  expect(words).toHaveLength(1)
  const texts = [...preloaded, `assets/${words[0]}`].map((file) => readFileSync(new URL(file, UI)))
  const packed = texts.reduce((sum, text) => sum + gzipSync(text).length, 0)
  // Without the door among them the page no longer names what it loads; each further file is one more for the browser to fetch.
  expect(preloaded.some((file) => file.includes('/door-'))).toBe(true)
  expect(preloaded.length).toBeLessThanOrEqual(5)
  expect(packed, `${packed} bytes`).toBeLessThanOrEqual(MOST_BYTES)
  expect(texts.some((text) => text.includes('ZodError'))).toBe(false)
})
