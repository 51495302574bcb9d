import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrationsFor } from '../../../src/db/migrations/index.ts'
import { openSqlite, sqliteDialect } from '../../../src/db/openSqlite.ts'
import { isOver, type Outcome, pick, type Rig, type RigContext } from '../rig.ts'
import { startChild } from './childLines.ts'

const LONGEST_MS = 130

export const migrationRig: Rig = {
  name: 'migrations',
  what: 'killed while a book of any earlier version is brought up to date: whole steps or none',
  aim: 500,
  run: (context) => killAgainAndAgain(context, false),
  controlWhat: 'the same steps without transactions',
  control: (context) => killAgainAndAgain({ ...context, goOn: (done) => done < 60 && context.goOn(0) }, true),
}

async function killAgainAndAgain(context: RigContext, bare: boolean): Promise<Outcome> {
  const dir = join(context.scratch, bare ? 'migrations-control' : 'migrations')
  mkdirSync(dir, { recursive: true })
  const key = randomBytes(32)
  const { starts, shapes } = await makeStarts(dir, key)
  const outcome = { done: 0, bad: 0 }
  const file = join(dir, 'office.db')
  while (!isOver(context, outcome)) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
    copyFileSync(pick(starts, context.random), file)
    const args = ['--file', file, '--key', key.toString('hex'), ...(bare ? ['--bare'] : [])]
    const child = startChild(context, 'migrateChild', args)
    await child.says('ready')
    await wait(context.random() * LONGEST_MS)
    child.process.kill('SIGKILL')
    await child.exited
    outcome.bad += isHalf({ file, key, shapes }) ? 1 : 0
    outcome.done += 1
  }
  return outcome
}

/** A book at every earlier step, and what its tables and indexes look like after each number of steps. */
async function makeStarts(dir: string, key: Buffer): Promise<{ starts: string[]; shapes: Map<number, string> }> {
  const starts: string[] = []
  const shapes = new Map<number, string>()
  const steps = Object.entries(migrationsFor('sqlite'))
  for (let count = 1; count <= steps.length; count += 1) {
    const file = join(dir, `start-${count}.db`)
    const book = openSqlite({ file, key })
    const db = new Kysely<unknown>({ dialect: sqliteDialect(book) })
    const known = Object.fromEntries(steps.slice(0, count))
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => known } }).migrateToLatest()
    if (error !== undefined) throw error
    book.pragma('journal_mode=DELETE')
    shapes.set(count, shapeOf(book))
    book.close()
    if (count < steps.length) starts.push(file)
  }
  return { starts, shapes }
}

function isHalf({ file, key, shapes }: { file: string; key: Buffer; shapes: Map<number, string> }): boolean {
  const book = openSqlite({ file, key })
  try {
    const applied = Number(book.prepare('select count(*) from kysely_migration').pluck().get())
    return shapeOf(book) !== shapes.get(applied) || book.pragma('quick_check', { simple: true }) !== 'ok'
  } finally {
    book.close()
  }
}

function shapeOf(book: ReturnType<typeof openSqlite>): string {
  const query = "select sql from sqlite_schema where sql is not null and name not like 'kysely_%' order by sql"
  return JSON.stringify(book.prepare(query).pluck().all())
}
