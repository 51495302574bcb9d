import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { licencesPage, readLicences } from '../scripts/listLicences.ts'

/** Licences under which the parts may be shipped together with a program under MIT; MPL and OFL stay with their own files. */
const FITTING = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'OFL-1.1',
  'MPL-2.0',
  'MIT AND OFL-1.1',
  '(MIT OR CC0-1.0)',
  'MIT OR Apache-2.0',
  '(MIT OR Apache-2.0)',
  '(0BSD OR CC0-1.0 OR Unlicense)',
])

/** Of what only builds and tests, and is not shipped. */
const FITTING_TO_BUILD = new Set(['(MIT AND Zlib)', 'Python-2.0', 'WTFPL', 'WTFPL OR ISC', '(WTFPL OR MIT)'])

test('every package has a licence that fits ours', () => {
  const unfit = readLicences().filter(
    ({ licence, development }) => !FITTING.has(licence) && !(development && FITTING_TO_BUILD.has(licence)),
  )
  expect(unfit).toEqual([])
})

test('the list of licences is that of the lock file', () => {
  expect(readFileSync('docs/licences.md', 'utf8')).toBe(licencesPage(readLicences()))
})
