import { expect, test } from 'vitest'
import { lockProgram } from '../../src/app/core/programLock.ts'
import { cliJson, freshOffice, testFolder } from './cliOffice.ts'

test('a second program on the same folder is told at once, and the folder is free again when the first ends', () => {
  const dir = testFolder()
  const first = lockProgram(dir)
  const second = lockProgram(dir)
  expect(second).toMatchObject({ ok: false, failure: { code: 'common.alreadyRunning' } })
  if (first.ok) first.value.release()
  const third = lockProgram(dir)
  expect(third.ok).toBe(true)
  if (third.ok) third.value.release()
})

test('the command line works beside a program whose office is still locked', async () => {
  const data = freshOffice()
  const program = lockProgram(data)
  expect(await cliJson('donors', 'list', '--data', data)).toEqual([])
  if (program.ok) program.value.release()
})
