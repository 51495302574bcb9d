import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { JobRunner } from '../../src/base/core/jobs.ts'

const SERVE = new URL('../../src/base/core/serveJobs.ts', import.meta.url)

/** Jobs small enough to see the thread they ran in. */
const JOBS = `
import { threadId } from 'node:worker_threads'
import { serveJobs } from ${JSON.stringify(SERVE.href)}
serveJobs({
  thread: async () => async () => threadId,
  fails: async () => async () => { throw new Error('broken') },
  echo: async () => async (input, control) => control.emit(input),
  waits: async () => (_, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
})
`

let dir = ''

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'nhip-cau-jobs-'))
  writeFileSync(join(dir, 'jobs.mjs'), JOBS)
})
afterAll(() => rmSync(dir, { recursive: true }))

function openRunner(): JobRunner {
  const runner = new JobRunner(pathToFileURL(join(dir, 'jobs.mjs')))
  onTestFinished(() => runner.dropIdle())
  return runner
}

it('the thread of a job that ended well takes the next one', async () => {
  const runner = openRunner()
  const first = await runner.run('thread', null)
  expect(await runner.run('echo', 'x', { onBatch: async (batch) => `${batch}!` })).toBe('x!')
  expect(await runner.run('thread', null)).toBe(first)
})

it('two jobs at once have a thread each', async () => {
  const runner = openRunner()
  const [one, other] = await Promise.all([runner.run('thread', null), runner.run('thread', null)])
  expect(one).not.toBe(other)
})

it('a job that reads files of strangers has a thread that nothing else ever uses', async () => {
  const runner = openRunner()
  const before = await runner.run('thread', null)
  const isolated = await runner.run('thread', null, { isolated: true })
  expect(isolated).not.toBe(before)
  expect(await runner.run('thread', null)).toBe(before)
})

it('after a failure, and after dropping, the next job has a new thread', async () => {
  const runner = openRunner()
  const first = await runner.run('thread', null)
  await expect(runner.run('fails', null)).rejects.toThrow('broken')
  const second = await runner.run('thread', null)
  expect(second).not.toBe(first)
  runner.dropIdle()
  expect(await runner.run('thread', null)).not.toBe(second)
})

it('a cancelled job ends with an AbortError, and the next one is not touched by it', async () => {
  const runner = openRunner()
  const stop = new AbortController()
  const waiting = runner.run('waits', null, { signal: stop.signal })
  stop.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  expect(await runner.run('echo', 1, { onBatch: async () => 2, signal: new AbortController().signal })).toBe(2)
})
