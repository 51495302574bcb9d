import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makePrivateFolder } from '../../src/app/core/makePrivateFolder.ts'

function freshFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

test.skipIf(process.platform === 'win32')('a data folder that was open to others is closed', () => {
  const dir = freshFolder()
  chmodSync(dir, 0o755)
  makePrivateFolder(dir)
  expect(statSync(dir).mode & 0o777).toBe(0o700)
})

test.skipIf(process.platform === 'win32')('what the browser host writes is for its owner alone', () => {
  const dir = freshFolder()
  // Unbuilt it finds no page and ends, after it has locked its folder.
  const run = spawnSync('sh', ['-c', 'umask 022; exec "$0" src/host/main.ts --data "$1"', process.execPath, dir], {
    timeout: 20_000,
  })
  expect(run.error).toBeUndefined()
  const modes = readdirSync(dir).map((name) => statSync(join(dir, name)).mode & 0o777)
  expect(modes).not.toEqual([])
  expect(modes.every((mode) => mode === 0o600)).toBe(true)
})
