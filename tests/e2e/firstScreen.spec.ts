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
  // Without the start among them the page no longer names what it loads; each further file is one more for the browser to fetch.
  expect(preloaded.some((file) => file.includes('/start-'))).toBe(true)
  expect(preloaded.length).toBeLessThanOrEqual(6)
  expect(packed, `${packed} bytes`).toBeLessThanOrEqual(MOST_BYTES)
  expect(texts.some((text) => text.includes('ZodError'))).toBe(false)
})

test('what the first screen needs is named in the head and stands in the folder: the core is asked, whoever is signed in gets the office, anybody else the door', () => {
  const html = readFileSync(new URL('index.html', UI), 'utf8')
  const [, script = ''] = /<script src="\.\/(assets\/early-[^"]+\.js)" async/.exec(html) ?? []
  const named = [...readFileSync(new URL(script, UI), 'utf8').matchAll(/"\.\/(assets\/([a-zA-Z]+)-[^"]+\.js)"/g)]
  for (const [, file = ''] of named) expect(readdirSync(new URL('assets/', UI))).toContain(file.slice('assets/'.length))
  expect(named.map(([, , name]) => name).toSorted()).toEqual(['asked', 'door', 'doorEn', 'doorLo', 'doorVi', 'office'])
  expect([...html.matchAll(/<link rel="preload" as="font"[^>]*woff2">/g)]).toHaveLength(5)
})

test('no component of Mantine is drawn without its style', () => {
  const read = (ending: string) =>
    readdirSync(new URL('assets/', UI))
      .filter((file) => file.endsWith(ending))
      .map((file) => readFileSync(new URL(`assets/${file}`, UI), 'utf8'))
      .join('\n')
  const [scripts, styles] = [read('.js'), read('.css')]
  const whole = readFileSync(new URL('../../node_modules/@mantine/core/styles.css', import.meta.url), 'utf8')
  const classes = [...new Set(whole.match(/\bm_[0-9a-f]{5,}\b/g))].filter((name) => scripts.includes(name))
  expect(classes.length).toBeGreaterThan(100)
  expect(classes.filter((name) => !styles.includes(name))).toEqual([])
})
