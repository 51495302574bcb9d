import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeFonts } from '../../scripts/makeFonts.ts'

const FOLDER = new URL('../../src/base/ui/fonts/', import.meta.url)

test('the fonts of the screen are what their script makes of the packages, and the page names each', async () => {
  const made = Object.entries(await makeFonts())
  expect(readdirSync(FOLDER).toSorted()).toEqual(made.map(([name]) => name).toSorted())
  const styles = readFileSync(new URL('../fonts.css', FOLDER), 'utf8')
  for (const [name, bytes] of made) {
    expect(Buffer.compare(readFileSync(new URL(name, FOLDER)), bytes), name).toBe(0)
    expect(styles).toContain(`url("./fonts/${name}")`)
  }
})
