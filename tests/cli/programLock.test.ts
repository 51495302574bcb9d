import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockProgram } from '../../src/app/core/programLock.ts'
import { buildForNode } from '../support/buildForNode.ts'
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

test('the lock outlives the garbage collector when the program keeps nothing of it', async () => {
  const dir = testFolder()
  const outDir = await buildLock()
  const script = join(outDir, 'hold.mjs')
  writeFileSync(
    script,
    `import { lockProgram } from './programLock.mjs'
    const dir = process.argv[2]
    lockProgram(dir)
    for (let round = 0; round < 5; round += 1) { gc(); await new Promise((next) => setTimeout(next, 10)) }
    process.stdout.write(lockProgram(dir).ok ? 'lost' : 'held')
    process.exit(0)`,
  )
  const run = spawnSync(process.execPath, ['--expose-gc', script, dir], { encoding: 'utf8' })
  expect(run.stdout).toBe('held')
})

/** As the build makes it; inside the project, so that it finds its packages. */
async function buildLock(): Promise<string> {
  const outDir = resolve(`node_modules/.cache/nhip-cau-lock-${process.pid}`)
  mkdirSync(outDir, { recursive: true })
  onTestFinished(() => rmSync(outDir, { recursive: true, force: true }))
  await buildForNode({ programLock: 'src/app/core/programLock.ts' }, outDir)
  return outDir
}
