import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { resources } from '../src/app/common/resources.ts'

/** Said by a sentence of a locale file (`$t(…)`), by the reader of the command line, and by a template inside a template. */
const SAID_ELSEWHERE = ['accounts:weakness.', 'cli:usage.', 'common:months.']

test('every word has a place that says it', () => {
  const source = ['src', 'electron'].flatMap(readSources).join('\n')
  // A key stands in full, or a template names its beginning and its end: `states.${state}`.
  const written = new Set([...source.matchAll(/['"`]([\w.: -]+)['"`]/g)].map(([, text = '']) => text))
  const templates = [...source.matchAll(/`([^`\n]*\$\{[^`\n]*)`/g)].map(([, text = '']) => text).filter(namesAKey)
  const patterns = templates.map(patternOf)
  const isSaid = (key: string) => written.has(key) || patterns.some((pattern) => pattern.test(key))
  const unused = Object.entries(resources.vi)
    .flatMap(([feature, words]) => keysOf(words).map((key) => ({ full: `${feature}:${key}`, key })))
    .filter(({ full }) => !SAID_ELSEWHERE.some((start) => full.startsWith(start)))
    // Failures are said by their code; `locales.test.ts` walks them.
    .filter(({ key }) => !key.startsWith('failures.'))
    .filter(({ full, key }) => ![full, key].some((name) => isSaid(name) || isSaid(name.replace(/_(one|other)$/, ''))))
  expect(unused.map(({ full }) => full)).toEqual([])
})

/** A template without a word next to a dot would fit every key. */
function namesAKey(template: string): boolean {
  return template.split(/\$\{[^}]*\}/).some((part) => /[a-zA-Z]{2,}\.|\.[a-zA-Z]{2,}/.test(part))
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`)
}

function readSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

function keysOf(words: object, path = ''): string[] {
  return Object.entries(words).flatMap(([name, value]) => {
    const key = path === '' ? name : `${path}.${name}`
    return typeof value === 'string' ? [key] : keysOf(value, key)
  })
}
