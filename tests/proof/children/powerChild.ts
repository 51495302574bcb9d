import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSqlite } from '../../../src/db/openSqlite.ts'

/** Commits transactions over two tables and acknowledges each in a file, under the recorder or on a disk that will be cut off. */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    key: { type: 'string', default: '' },
    commits: { type: 'string', default: '150' },
    /** Where it says what is done; beside the book, so that the recorder sees both in one order. */
    acks: { type: 'string' },
    /** The default of 1000 would fold the log once; with 20 the folding itself is cut as well. */
    pages: { type: 'string', default: '20' },
    normal: { type: 'boolean', default: false },
  },
})
const LONGEST = 150
const acknowledged = openSync(values.acks ?? join(values.dir, 'acknowledged'), 'a')
const book = openSqlite({ file: join(values.dir, 'office.db'), key: Buffer.from(values.key, 'hex') })
if (values.normal) book.pragma('synchronous=NORMAL')
book.pragma(`wal_autocheckpoint=${Number(values.pages)}`)
const one = book.prepare('insert into one (id, text) values (?, ?)')
const other = book.prepare('insert into other (id) values (?)')
for (let commit = 1; commit <= Number(values.commits); commit += 1) {
  book.transaction(() => {
    one.run(commit, 'x'.repeat((((commit - 1) % LONGEST) + 1) * 7))
    other.run(commit)
  })()
  writeSync(acknowledged, '.')
}
