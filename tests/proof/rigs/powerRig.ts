import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqlite } from '../../../src/db/openSqlite.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'
import { type DiskEvent, readDiskLog, replayCuts } from './diskModel.ts'

const COMMITS = 150

export const powerRig: Rig = {
  name: 'power',
  what: 'modelled power cuts at any write: only what was synced is sure, the rest may be there, torn or gone; nothing acknowledged is lost',
  aim: 10_000,
  unable: () =>
    process.platform === 'linux' && existsSync('/usr/bin/gcc') ? undefined : 'needs Linux and gcc for the recorder',
  run: (context) => cutAgainAndAgain(context, { name: 'full', args: [], env: {} }),
  controlWhat: 'the same with synchronous=NORMAL, and with fsync that does nothing',
  control: async (context) => {
    const few = { ...context, goOn: (done: number) => done < 300 && context.goOn(0) }
    const normal = await cutAgainAndAgain(few, { name: 'normal', args: ['--normal'], env: {} })
    const lying = await cutAgainAndAgain(few, { name: 'lying', args: [], env: { PROOF_NO_SYNC: '1' } })
    // Both must show: a rig that only sees one of them would prove nothing about the other.
    return {
      done: normal.done + lying.done,
      bad: Math.min(normal.bad, lying.bad),
      note: `${normal.bad} and ${lying.bad}`,
    }
  },
}

interface Setting {
  name: string
  args: string[]
  env: Record<string, string>
}

async function cutAgainAndAgain(context: RigContext, setting: Setting): Promise<Outcome> {
  const dir = join(context.scratch, `power-${setting.name}`)
  const key = randomBytes(32)
  const { base, events } = record(context, { dir, key, setting })
  const outcome = { done: 0, bad: 0 }
  const replayDir = join(dir, 'replay')
  mkdirSync(replayDir)
  while (!isOver(context, outcome)) {
    for (const cut of replayCuts({ base, events, random: context.random, cuts: 100 })) {
      if (isOver(context, outcome)) return outcome
      outcome.bad += isLost({ dir: replayDir, key, cut }) ? 1 : 0
      outcome.done += 1
    }
  }
  return outcome
}

function record(
  context: RigContext,
  { dir, key, setting }: { dir: string; key: Buffer; setting: Setting },
): { base: Map<string, Buffer>; events: DiskEvent[] } {
  mkdirSync(dir, { recursive: true })
  const recorder = join(context.scratch, 'recorder.so')
  if (!existsSync(recorder)) {
    const source = join(context.projectDir, 'tests/proof/children/recorder.c')
    const made = spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-o', recorder, source, '-ldl', '-lpthread'])
    if (made.status !== 0) throw new Error(`the recorder was not built: ${made.stderr}`)
  }
  const file = join(dir, 'office.db')
  const book = openSqlite({ file, key })
  book.exec('create table one (id integer primary key, text text); create table other (id integer primary key)')
  book.close()
  const base = new Map([['office.db', readFileSync(file)]])
  const log = join(context.scratch, `power-${setting.name}.log`)
  const child = join(context.builtDir, 'powerChild.mjs')
  const args = [child, '--dir', dir, '--key', key.toString('hex'), '--commits', String(COMMITS), ...setting.args]
  const env = { ...process.env, LD_PRELOAD: recorder, PROOF_DIR: dir, PROOF_LOG: log, ...setting.env }
  const ran = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  if (ran.status !== 0) throw new Error(`the recorded program failed: ${ran.stderr}`)
  const events = readDiskLog(log, dir)
  if (events.filter(({ kind }) => kind === 'acknowledged').length !== COMMITS)
    throw new Error('not every commit was recorded')
  return { base, events }
}

/** Opens what the cut left: everything acknowledged must be there, whole, and nothing half. */
function isLost({
  dir,
  key,
  cut,
}: {
  dir: string
  key: Buffer
  cut: { files: Map<string, Buffer>; acknowledged: number }
}): boolean {
  for (const name of ['office.db', 'office.db-wal', 'office.db-shm']) rmSync(join(dir, name), { force: true })
  for (const [name, bytes] of cut.files) writeFileSync(join(dir, name), bytes)
  try {
    const book = openSqlite({ file: join(dir, 'office.db'), key })
    try {
      const count = (table: string) => Number(book.prepare(`select count(*) from ${table}`).pluck().get())
      const [ones, others] = [count('one'), count('other')]
      return ones < cut.acknowledged || ones !== others || book.pragma('quick_check', { simple: true }) !== 'ok'
    } finally {
      book.close()
    }
  } catch {
    // A book that no longer opens lost everything.
    return true
  }
}
