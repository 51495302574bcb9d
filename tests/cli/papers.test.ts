import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PAPER_KINDS, paperNeeds } from '../../src/features/papers/common/paperKinds.ts'
import { wordsOf } from '../features/papers/paperDesk.ts'
import { cli, cliJson, freshOffice, testFolder } from './cliOffice.ts'

test('every paper of the page can be printed from the command line, and says which record it needs', async () => {
  const rows = await cliJson('papers', 'list', '--data', freshOffice())
  expect(rows).toEqual(PAPER_KINDS.map((kind) => ({ kind, subject: paperNeeds(kind).subject ?? null })))
})

test('a paper is written as a PDF in its own language and stands in the log', async () => {
  const data = freshOffice()
  const out = join(testFolder(), 'form.pdf')
  expect(await cliJson('papers', 'print', 'surveyForm', '--out', out, '--data', data)).toEqual({ file: out, copy: 1 })
  expect(wordsOf(readFileSync(out))).toContain('PHIẾU KHẢO SÁT')
  const again = await cli('papers', 'print', 'surveyForm', '--paper-language', 'en', '--out', out, '--data', data)
  expect(again.out).toContain('2')
  expect(wordsOf(readFileSync(out))).toContain('SURVEY FORM')
  const log = await cliJson('papers', 'log', '--data', data)
  expect(log).toMatchObject([
    { kind: 'surveyForm', copy: 2, language: 'en' },
    { kind: 'surveyForm', copy: 1, language: 'vi' },
  ])
})

test('a paper that is none, or without its record, is refused in words', async () => {
  const data = freshOffice()
  const out = join(testFolder(), 'x.pdf')
  const unknown = await cli('papers', 'print', 'postcard', '--out', out, '--data', data)
  expect(unknown).toMatchObject({ code: 2 })
  expect(unknown.err).toContain('postcard')
  const needed = await cli('papers', 'print', 'receipt', '--out', out, '--data', data)
  expect(needed).toMatchObject({ code: 3 })
  expect(needed.err).toContain('Hãy chọn hồ sơ trước')
})
