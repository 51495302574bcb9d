import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { writeProven } from '../../src/base/core/writeProven.ts'

test('row 54: a file for a stick stands under its name only when it was read again, and replaces an older one', async () => {
  const dir = folder()
  const path = join(dir, 'bao cao.rcb')
  const bytes = Buffer.alloc(300_000, 7)
  writeFileSync(path, 'older')
  writeFileSync(`${path}.part`, 'left by a stick that was pulled out')
  expect(await writeProven(path, bytes)).toEqual({ ok: true, value: null })
  expect(readFileSync(path).equals(bytes)).toBe(true)
  expect(readdirSync(dir)).toEqual(['bao cao.rcb'])
  expect(statSync(path).mode & 0o077).toBe(0)
})

test.each([
  { stick: 'is gone', path: (dir: string) => join(dir, 'gone', 'a.rcb') },
  { stick: 'has a folder of that name', path: (dir: string) => join(dir, 'folder') },
  { stick: 'name is that of a pipe, as a device is no file', path: (dir: string) => join(dir, 'pipe') },
])('row 54: a stick that $stick gets a failure by name and no file that looks complete', async ({ path }) => {
  const dir = folder()
  mkdirSync(join(dir, 'folder'))
  execFileSync('mkfifo', [join(dir, 'pipe')])
  expect(await writeProven(path(dir), Buffer.from('bytes'))).toEqual({
    ok: false,
    failure: { code: 'files.notWritten', params: {} },
  })
  expect(readdirSync(dir)).toEqual(['folder', 'pipe'])
  expect(statSync(join(dir, 'pipe')).isFIFO()).toBe(true)
})

test('row 54: a full stick is told as full, and the older file under that name stays', () => {
  const dir = folder()
  const path = join(dir, 'a.rcb')
  writeFileSync(path, 'older')
  const module = resolve('src/base/core/writeProven.ts')
  const program = `import { writeProven } from ${JSON.stringify(module)}
    console.log(JSON.stringify(await writeProven(${JSON.stringify(path)}, new Uint8Array(100_000))))`
  // The system itself refuses to write more than 8 blocks of 512 or 1024 bytes, in the middle of the file.
  const answer = execFileSync('sh', [
    '-c',
    'ulimit -f 8; exec "$0" --input-type=module -e "$1"',
    process.execPath,
    program,
  ])
  expect(JSON.parse(answer.toString())).toEqual({ ok: false, failure: { code: 'files.diskFull', params: {} } })
  expect(readdirSync(dir)).toEqual(['a.rcb'])
  expect(readFileSync(path, 'utf8')).toBe('older')
})

test('row 54: a link on the way is replaced by the file, not followed into another', async () => {
  const dir = folder()
  writeFileSync(join(dir, 'book'), 'the book')
  symlinkSync(join(dir, 'book'), join(dir, 'a.rcb'))
  expect((await writeProven(join(dir, 'a.rcb'), Buffer.from('report'))).ok).toBe(true)
  expect(readFileSync(join(dir, 'book'), 'utf8')).toBe('the book')
})

test('row 54: a stick that gives back other bytes than it took is told, and the older file stays', async () => {
  const dir = folder()
  const path = join(dir, 'a.rcb')
  writeFileSync(path, 'older')
  await withAlteredReading(async () => {
    expect(await writeProven(path, Buffer.from('report'))).toEqual({
      ok: false,
      failure: { code: 'files.readBackDiffers', params: {} },
    })
  })
  expect(readdirSync(dir)).toEqual(['a.rcb'])
  expect(readFileSync(path, 'utf8')).toBe('older')
})

/** A worn-out stick, as a program meets it: the file has its length, and one of its bytes is another. */
async function withAlteredReading(work: () => Promise<void>): Promise<void> {
  const some = await open(import.meta.filename)
  const handle: FileHandle = Object.getPrototypeOf(some)
  await some.close()
  const reading = vi.spyOn(handle, 'readFile').mockImplementation(async () => Buffer.from('rEport'))
  try {
    await work()
  } finally {
    reading.mockRestore()
  }
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-stick-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
