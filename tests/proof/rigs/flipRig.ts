import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { openSqlite } from '../../../src/db/openSqlite.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'

const ROWS = 400

export const flipRig: Rig = {
  name: 'flips',
  what: 'one bit of the book flipped: an error or the same data, never other data',
  aim: 10_000,
  run: (context) => {
    const key = randomBytes(32)
    return flipAgainAndAgain(context, { name: 'sealed.db', open: (file) => openSqlite({ file, key }) })
  },
  controlWhat: 'the same book without encryption',
  control: (context) =>
    flipAgainAndAgain(
      { ...context, goOn: (done) => done < 400 && context.goOn(0) },
      { name: 'plain.db', open: (file) => new SqliteDatabase(file) },
    ),
}

interface Book {
  name: string
  open: (file: string) => SqliteDatabase.Database
}

async function flipAgainAndAgain(context: RigContext, { name, open }: Book): Promise<Outcome> {
  const file = join(context.scratch, name)
  fill(open(file))
  const whole = readFileSync(file)
  const right = digestOf(open(file))
  const outcome = { done: 0, bad: 0 }
  while (!isOver(context, outcome)) {
    const flipped = Buffer.from(whole)
    const at = Math.floor(context.random() * flipped.length)
    flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(context.random() * 8))
    writeFileSync(file, flipped)
    outcome.bad += isSilentlyOther({ file, open, right }) ? 1 : 0
    outcome.done += 1
  }
  return outcome
}

/** It opened, every page was read, and what it says is not what was written. */
function isSilentlyOther({ file, open, right }: { file: string; open: Book['open']; right: string }): boolean {
  try {
    return digestOf(open(file)) !== right
  } catch {
    // An error is what is wanted: the damage was seen.
    return false
  }
}

function fill(book: SqliteDatabase.Database): void {
  book.pragma('journal_mode=DELETE')
  book.exec('create table person (id integer primary key, name text, amount integer)')
  const insert = book.prepare('insert into person (name, amount) values (?, ?)')
  book.transaction(() => {
    for (let row = 0; row < ROWS; row += 1) insert.run(`Nguyễn Văn ${row} ${'x'.repeat(row % 200)}`, row * 1000)
  })()
  book.close()
}

function digestOf(book: SqliteDatabase.Database): string {
  try {
    const hash = createHash('sha256')
    for (const row of book.prepare('select * from person order by id').iterate()) hash.update(JSON.stringify(row))
    if (book.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('damaged')
    return hash.digest('hex')
  } finally {
    book.close()
  }
}
