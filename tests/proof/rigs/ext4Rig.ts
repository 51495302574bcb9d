import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openSqlite } from '../../../src/db/openSqlite.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'
import { BlockDisk, unableToCut } from './blockDisk.ts'

const CONTROL_CUTS = 6
/** With the default the log is folded seldom, and much hangs on the syncs (a control with 20 pages showed nothing). */
const PAGES = '1000'

export const ext4Rig: Rig = {
  name: 'ext4',
  what: 'the power of a real ext4 cut while it is written to: nothing acknowledged is lost, the book opens',
  aim: 20,
  unable: () =>
    unableToCut() ?? (spawnSync('which', ['eatmydata']).status === 0 ? undefined : 'not installed: eatmydata'),
  run: (context) => cutAgainAndAgain(context, { args: [], command: [] }),
  controlWhat: 'the same with synchronous=NORMAL, and under eatmydata',
  control: async (context) => {
    const few = { ...context, goOn: (done: number) => done < CONTROL_CUTS }
    const normal = await cutAgainAndAgain(few, { args: ['--normal'], command: [] })
    const lying = await cutAgainAndAgain(few, { args: [], command: ['eatmydata'] })
    return {
      done: normal.done + lying.done,
      bad: Math.min(normal.bad, lying.bad),
      note: `${normal.bad} and ${lying.bad}`,
    }
  },
}

async function cutAgainAndAgain(
  context: RigContext,
  { args, command }: { args: string[]; command: string[] },
): Promise<Outcome> {
  const outcome = { done: 0, bad: 0 }
  const key = randomBytes(32)
  const disk = await BlockDisk.make(context.scratch)
  const acknowledged = join(disk.dir, 'acknowledged')
  const file = join(disk.mount, 'office.db')
  const book = openSqlite({ file, key })
  book.exec('create table one (id integer primary key, text text); create table other (id integer primary key)')
  book.close()
  const program = [process.execPath, join(context.builtDir, 'powerChild.mjs')]
  const wish = ['--dir', disk.mount, '--key', key.toString('hex'), '--acks', acknowledged, '--pages', PAGES]
  const [tool = '', ...words] = [...command, ...program, ...wish, '--commits', '1000000', ...args]
  const child = spawn(tool, words, { stdio: 'ignore' })
  try {
    while (!isOver(context, outcome)) {
      await wait(300 + context.random() * 1500)
      // Read before the cut: what is told later may rightly be gone.
      const told = existsSync(acknowledged) ? readFileSync(acknowledged).length : 0
      const lost = await disk.cut((folder) => isLost(folder, { key, told, scratch: disk.dir }))
      if (told === 0) continue
      outcome.done += 1
      outcome.bad += lost ? 1 : 0
    }
  } finally {
    await end(child)
    await disk.remove()
  }
  return outcome
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await wait(300)
}

function isLost(folder: string, { key, told, scratch }: { key: Buffer; told: number; scratch: string }): boolean {
  for (const suffix of ['', '-wal', '-shm']) {
    const [from, to] = [join(folder, `office.db${suffix}`), join(scratch, `looked.db${suffix}`)]
    rmSync(to, { force: true })
    if (existsSync(from) && suffix !== '-shm') copyFileSync(from, to)
  }
  try {
    const book = openSqlite({ file: join(scratch, 'looked.db'), key })
    try {
      const count = (table: string) => Number(book.prepare(`select count(*) from ${table}`).pluck().get())
      const [ones, others] = [count('one'), count('other')]
      return ones < told || ones !== others || book.pragma('quick_check', { simple: true }) !== 'ok'
    } finally {
      book.close()
    }
  } catch {
    // A book that no longer opens lost everything.
    return true
  }
}
