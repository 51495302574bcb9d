import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cli, cliJson, freshOffice, testFolder } from './cliOffice.ts'

test('a Lao office is made in Lao, takes a share and sends its results back', async () => {
  const [branch, partner, folder] = [freshOffice(), join(testFolder(), 'lao'), testFolder()]
  const made = await cliJson('init', '--data', partner, '--kind', 'partner', '--unit', 'LA-07', '--user', 'ຄຳ')
  expect(made).toMatchObject({ kind: 'partner', unitCode: 'LA-07', language: 'lo' })
  const lao = ['--data', partner, '--user', 'ຄຳ']
  for (const [from, to] of [
    [['--data', branch], lao],
    [lao, ['--data', branch]],
  ] as const) {
    const file = join(folder, `${from.length}.json`)
    const { digits } = await cliJson('keys', 'request', ...from, '--out', file)
    await cliJson('keys', 'enrol', file, ...to, '--digits', digits)
  }
  const share = join(folder, 'share.rcb')
  const quarter = ['--to', 'LA-07', '--quarter', '2026-Q3']
  expect(await cliJson('share', 'make', '--data', branch, ...quarter, '--out', share)).toMatchObject({ file: share })
  const [opened] = await cliJson('bundle', 'open', share, ...lao)
  expect(opened.opened).toMatchObject({ kind: 'share', facts: { people: 0 } })
  const paper = join(folder, 'share.docx')
  await cliJson('share', 'make', '--data', branch, ...quarter, '--out', paper)
  expect(readFileSync(paper).subarray(0, 2).toString()).toBe('PK')
  const results = join(folder, 'results.rcb')
  expect(await cliJson('partner', 'report', ...lao, '--to', '15013', '--out', results)).toMatchObject({ activities: 0 })
  const [back] = await cliJson('bundle', 'open', results, '--data', branch)
  expect(back.opened).toMatchObject({ kind: 'partnerReport', from: { code: 'LA-07' } })
  expect(await cliJson('partner', 'activities', '--data', branch)).toEqual({ activities: [], totals: [] })
  const early = await cli('share', 'make', '--data', branch, '--to', 'LA-07', '--quarter', '2026-Q4', '--out', share)
  expect([early.code, early.err.includes('4/2026')]).toEqual([3, true])
})

test('photos have nothing to send in a fresh book, and a part has one of four sizes', async () => {
  const branch = freshOffice()
  const wrong = await cli('photos', 'make', '--data', branch, '--to', '38', '--size', '7', '--out', 'x.rcb')
  expect([wrong.code, wrong.err.includes('7')]).toEqual([2, true])
  const early = await cli('photos', 'make', '--data', branch, '--to', '38', '--out', 'x.rcb')
  expect(early.code).toBe(3)
})
