import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSqlite } from '../../../src/db/openSqlite.ts'

/** Commits transactions over two tables and acknowledges each in a file, all of it under the recorder. */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    key: { type: 'string', default: '' },
    commits: { type: 'string', default: '150' },
    normal: { type: 'boolean', default: false },
  },
})
const acknowledged = openSync(join(values.dir, 'acknowledged'), 'a')
const book = openSqlite({ file: join(values.dir, 'office.db'), key: Buffer.from(values.key, 'hex') })
if (values.normal) book.pragma('synchronous=NORMAL')
// The default of 1000 pages would fold the log once; with 20 the folding itself is cut as well.
book.pragma('wal_autocheckpoint=20')
const one = book.prepare('insert into one (id, text) values (?, ?)')
const other = book.prepare('insert into other (id) values (?)')
for (let commit = 1; commit <= Number(values.commits); commit += 1) {
  book.transaction(() => {
    one.run(commit, 'x'.repeat(commit * 7))
    other.run(commit)
  })()
  writeSync(acknowledged, '.')
}
