import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../src/app/core/createApp.ts'
import { sharedRecordId } from '../../src/base/common/recordId.ts'
import { ROLES } from '../../src/base/common/rights.ts'
import { openPostgresDatabase } from '../../src/db/database.ts'
import { KDF_FLOOR } from '../../src/features/accounts/core/keys/kdf.ts'
import { PRACTICE_OFFICE } from '../../src/features/practice/common/rules.ts'
import { fillPractice } from '../../src/features/practice/core/fillPractice.ts'
import { startPostgres, TEMPLATE_DATABASE } from '../support/postgresServer.ts'
import { type BenchOffice, clientOf } from './benchOffice.ts'
import { bookOf, growBook } from './growBook.ts'

/** The same office on a PostgreSQL server of its own, in a folder that goes with it. */
export async function openPostgresOffice(addresses: number): Promise<BenchOffice> {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-bench-'))
  // The server runs as a user of its own and passes through.
  chmodSync(dir, 0o711)
  const server = await startPostgres(join(dir, 'postgres'))
  const url = server.url.replace(/\/postgres$/, `/${TEMPLATE_DATABASE}`)
  const opened = await openPostgresDatabase(url)
  if (!opened.ok) throw new Error(opened.failure.code)
  const database = opened.value
  const { unitCode } = PRACTICE_OFFICE
  const settings = {
    unitId: sharedRecordId('unit', unitCode),
    unitCode,
    kind: 'branch' as const,
    practice: false,
    epoch: randomUUID(),
  }
  const app = createApp({
    rootDir: dir,
    jobWorkerFile: new URL('jobWorker.mjs', import.meta.url),
    writeLog: () => {},
    kdf: KDF_FLOOR,
  })
  const writer = { userId: 'bench', unitId: settings.unitId, now: app.services.clock.now() }
  const wish = { addresses, seed: 1, today: app.services.clock.today(), communeName: 'Na Mèo', onProgress: () => {} }
  await database.write(async (db) => {
    await db
      .insertInto('setting')
      .values({ name: 'office', value: JSON.stringify(settings) })
      .execute()
    await fillPractice(db, writer, wish)
  })
  await growBook(database, bookOf(addresses))
  await app.holder.take({ dir, database, dataKey: new Uint8Array(32), ...settings })
  const { token } = app.holder.startSession({
    userId: 'bench',
    userName: 'Bench',
    displayName: 'Bench',
    roles: ROLES,
    language: 'vi',
  })
  return {
    app,
    client: clientOf(app, token),
    token,
    rootDir: dir,
    dir,
    file: '',
    key: new Uint8Array(32),
    postgresUrl: url,
    close: async () => {
      await app.close()
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
