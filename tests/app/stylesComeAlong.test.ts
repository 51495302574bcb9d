import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const SOURCE = new URL('../../src/', import.meta.url).pathname
const CLASS_NAME = /\bnc-[a-z0-9]+(?:-[a-z0-9]+)*\b/g

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
const read = (path: string) => readFileSync(join(SOURCE, path), 'utf8')
const featureOf = (path: string) => path.split('/').slice(0, 2).join('/')

/** Which style sheets say something about a class. */
function sheetsByClass(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const path of files.filter((each) => each.endsWith('.css'))) {
    for (const name of new Set(read(path).match(CLASS_NAME))) found.set(name, [...(found.get(name) ?? []), path])
  }
  return found
}

describe('styles', () => {
  it('come along with the page that uses them: from the base, its own feature or a sheet it imports', () => {
    const sheets = sheetsByClass()
    const strangers = files
      .filter((path) => path.startsWith('features/') && path.endsWith('.tsx'))
      .flatMap((path) => {
        const text = read(path)
        return [...new Set(text.match(CLASS_NAME))].flatMap((name) => {
          const from = sheets.get(name) ?? []
          const comesAlong = (sheet: string) =>
            sheet.startsWith('base/') ||
            featureOf(sheet) === featureOf(path) ||
            text.includes(`/${sheet.split('/').slice(1).join('/')}'`)
          return from.length === 0 || from.some(comesAlong) ? [] : [`${path}: ${name}`]
        })
      })
    expect(sheets.size).toBeGreaterThan(100)
    expect(strangers).toEqual([])
  })
})
