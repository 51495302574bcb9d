import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { attachmentsDir, putAttachment } from '../../../src/features/attachments/core/attachmentStore.ts'
import { whyNotWritten } from '../../../src/features/backups/core/secondFolder.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../../support/officeTemplate.ts'
import { clientWith, createTestApp, openTestApp } from '../../support/openTestApp.ts'

async function officeWithAddress() {
  const test = await openTestApp()
  const villageId = await addVillage(test.app, { name: 'Bản Ón', unitId: test.unitId })
  await test.client.addresses.add({ fields: addressFields({ name: 'Đặng Thị Đào', villageId }) })
  return { ...test, villageId }
}

test('a backup counts only after it was opened, checked and compared', async () => {
  const { client } = await officeWithAddress()
  const made = await client.backups.make()
  expect(made.addresses).toBe(1)
  expect((await client.backups.list()).backups).toEqual([made])
  expect(await client.backups.verify({ id: made.id })).toEqual(made)
})

test('row 59: a backup is as encrypted as the book', async () => {
  const { client, dir } = await officeWithAddress()
  const { id } = await client.backups.make()
  const bytes = readFileSync(join(dir, 'backups', id, 'office.db'))
  expect(bytes.includes('Đặng Thị Đào')).toBe(false)
  expect(bytes.includes('SQLite format')).toBe(false)
})

test('what a power cut left of a backup in the making goes with the next, but not one that may be in the making now', async () => {
  const { client, dir, setNow } = await officeWithAddress()
  setNow('2026-11-21T03:00:00.000Z')
  const halves = ['2026-11-01T02-00-00-000Z.part', '2027-11-21T02-00-00-000Z.part', '2026-11-21T02-59-00-000Z.part']
  for (const half of halves) {
    mkdirSync(join(dir, 'backups', half), { recursive: true })
    writeFileSync(join(dir, 'backups', half, 'office.db'), 'half')
  }
  await client.backups.make()
  const left = readdirSync(join(dir, 'backups')).filter((name) => name.endsWith('.part'))
  expect(left).toEqual(['2026-11-21T02-59-00-000Z.part'])
})

test('a backup that fails half-way leaves no copy of the book behind', async () => {
  const { client, dir } = await officeWithAddress()
  rmSync(join(dir, 'keyring.copy.json'))
  await expect(client.backups.make()).rejects.toThrow()
  expect(readdirSync(join(dir, 'backups')).filter((name) => name.startsWith('2026'))).toEqual([])
})

test('one altered byte makes a backup damaged', async () => {
  const { client, dir } = await officeWithAddress()
  const { id } = await client.backups.make()
  const file = join(dir, 'backups', id, 'office.db')
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(file, bytes)
  const failure = await client.backups.verify({ id }).then(undefined, failureOf)
  expect(failure).toMatchObject({ code: 'backups.damaged' })
})

test('a whole book of another day under the note of this one is no backup', async () => {
  const { client, dir, setNow } = await officeWithAddress()
  const first = await client.backups.make()
  setNow('2026-11-21T03:00:00.000Z')
  const second = await client.backups.make()
  cpSync(join(dir, 'backups', first.id, 'office.db'), join(dir, 'backups', second.id, 'office.db'))
  const failure = await client.backups.verify({ id: second.id }).then(undefined, failureOf)
  expect(failure).toMatchObject({ code: 'backups.damaged' })
  expect(await client.backups.verify({ id: first.id })).toEqual(first)
})

test('restoring brings back what was there, keeps the later book aside and starts a new epoch', async () => {
  const { app, client, villageId } = await officeWithAddress()
  const epochBefore = await readEpoch(app)
  const { id } = await client.backups.make()
  await client.addresses.add({ fields: addressFields({ name: 'Nguyễn Văn Ước', villageId }) })
  const stick = emptyFolder()
  await client.backups.setFolder({ path: stick })
  const { keptAside } = await client.backups.restore({ id })
  expect(keptAside).toContain('before-restore')
  const { token } = await clientWith(app, undefined).accounts.unlock({
    userName: TEST_USER,
    passphrase: TEST_PASSPHRASE,
  })
  const { rows } = await clientWith(app, token).addresses.list({})
  expect(rows.map((row) => row.displayName)).toEqual(['Đặng Thị Đào'])
  expect(await readEpoch(app)).not.toBe(epochBefore)
  // Chosen since: a restore must not end the copies on the stick.
  expect((await clientWith(app, token).backups.status()).second).toMatchObject({ path: stick, state: 'ready' })
})

test('row 75: the book is restored on another PC from the stick, with the people and passphrases of before', async () => {
  const office = await officeWithAddress()
  const { passphrase } = await office.client.accounts.users.add({ name: 'Lò Thị Oanh', roles: ['volunteer'] })
  const stick = emptyFolder()
  const { second } = await office.client.backups.setFolder({ path: stick })
  expect(second).toMatchObject({ path: stick, state: 'ready' })
  const made = await office.client.backups.make()
  expect(made.places).toEqual(['own', 'second'])
  await office.app.close()

  const other = appAt(emptyFolder())
  const door = clientWith(other, undefined)
  expect((await door.accounts.status()).office).toBeNull()
  expect((await door.accounts.backupUsers({ folder: stick })).users).toEqual([TEST_USER, 'Lò Thị Oanh'])
  const wrong = { folder: stick, userName: TEST_USER, passphrase: 'khong phai cau nay dau' }
  await expect(door.accounts.restoreOffice(wrong)).rejects.toMatchObject({ code: 'accounts.wrongPassphrase' })
  const { token } = await door.accounts.restoreOffice({ ...wrong, userName: 'Lò Thị Oanh', passphrase })
  const client = clientWith(other, token)
  expect((await client.addresses.list({})).rows.map((row) => row.displayName)).toEqual(['Đặng Thị Đào'])
  await expect(door.accounts.restoreOffice({ ...wrong, passphrase: TEST_PASSPHRASE })).rejects.toMatchObject({
    code: 'accounts.officeExists',
  })
})

test('a stick that was pulled out is told, and the backup beside the book is made all the same', async () => {
  const { client } = await officeWithAddress()
  const stick = emptyFolder()
  await client.backups.setFolder({ path: stick })
  rmSync(stick, { recursive: true })
  const made = await client.backups.make()
  expect(made.places).toEqual(['own'])
  expect(await client.backups.status()).toMatchObject({
    last: { id: made.id },
    second: { path: stick, state: 'missing' },
    lastSecondAt: null,
  })
})

test('a folder that is not there, or lies in the office itself, is no second place', async () => {
  const { client, dir } = await officeWithAddress()
  await expect(client.backups.setFolder({ path: '/nowhere/at/all' })).rejects.toMatchObject({
    code: 'backups.folderMissing',
  })
  await expect(client.backups.setFolder({ path: join(dir, 'backups') })).rejects.toMatchObject({
    code: expect.stringMatching(/backups\.folder/),
  })
  expect((await client.backups.status()).second).toBeNull()
})

test.skipIf(!existsSync('/dev/full'))('a full stick is told as full, not as one that cannot be written to', () => {
  // What the system itself answers for want of room.
  const [full, missing] = ['/dev/full', '/nowhere/at/all'].map(troubleOf)
  expect([full, missing]).toEqual(['backups.folderFull', 'backups.folderNotWritable'])
})

function troubleOf(path: string): string | undefined {
  try {
    writeFileSync(path, 'x')
    return undefined
  } catch (error) {
    return whyNotWritten(error)
  }
}

test('backups that are older than the rule keeps go, in both places', async () => {
  const { client, setNow } = await officeWithAddress()
  await client.backups.setFolder({ path: emptyFolder() })
  const stick = (await client.backups.status()).second?.path ?? ''
  for (const day of ['01', '02', '03']) {
    setNow(`2026-11-${day}T02:00:00.000Z`)
    await client.backups.make()
  }
  for (let day = 4; day <= 12; day += 1) {
    const [some] = readdirSync(join(stick, 'nhip-cau-15013'))
    const name = `2026-11-${String(day).padStart(2, '0')}T02-00-00-000Z`
    copyAs(join(stick, 'nhip-cau-15013'), { from: some ?? '', to: name, day })
  }
  setNow('2026-11-13T02:00:00.000Z')
  await client.backups.make()
  const left = readdirSync(join(stick, 'nhip-cau-15013')).filter((name) => name.startsWith('2026'))
  expect(left).not.toContain('2026-11-02T02-00-00-000Z')
  expect(left.length).toBeLessThanOrEqual(10)
})

test('the monthly rehearsal opens the newest backup as a restore would, and tells when it is due', async () => {
  const { client, dir, setNow } = await officeWithAddress()
  expect((await client.backups.status()).rehearsalDue).toBe(false)
  const { id } = await client.backups.make()
  expect((await client.backups.status()).rehearsalDue).toBe(true)
  expect(await client.backups.rehearse()).toMatchObject({ id, addresses: 1 })
  expect(await client.backups.status()).toMatchObject({ rehearsalDue: false, rehearsal: { id, good: true } })
  setNow('2026-12-25T02:00:00.000Z')
  expect((await client.backups.status()).rehearsalDue).toBe(true)
  writeFileSync(join(dir, 'backups', id, 'office.db'), 'not a book')
  await expect(client.backups.rehearse()).rejects.toMatchObject({ code: 'backups.damaged' })
  expect((await client.backups.status()).rehearsal?.good).toBe(false)
})

test('a backup from before a change of key is restored under the key of today, with the people of today', async () => {
  const office = await officeWithAddress()
  const { id: leaver } = await office.client.accounts.users.add({ name: 'Lò Thị Oanh', roles: ['officer'] })
  const keys = await office.client.bundles.keys.own()
  const { id } = await office.client.backups.make()
  await office.client.accounts.users.remove({ userId: leaver, passphrase: TEST_PASSPHRASE })
  const later = await office.client.accounts.users.add({ name: 'Hà Văn Sơn', roles: ['officer'] })
  expect((await office.client.backups.verify({ id })).addresses).toBe(1)
  await office.client.backups.restore({ id })
  const door = clientWith(office.app, undefined)
  const { token } = await door.accounts.unlock({ userName: 'Hà Văn Sơn', passphrase: later.passphrase })
  const client = clientWith(office.app, token)
  expect((await client.addresses.list({})).rows).toHaveLength(1)
  expect(await client.bundles.keys.own()).toMatchObject({ fingerprint: keys.fingerprint })
})

test('the log goes on after a restore: it names the end of the chain it continues, and still fits together', async () => {
  const { app, client, villageId } = await officeWithAddress()
  const { id } = await client.backups.make()
  await client.addresses.add({ fields: addressFields({ name: 'Nguyễn Văn Ước', villageId }) })
  await client.backups.restore({ id })
  const door = clientWith(app, undefined)
  const { token } = await door.accounts.unlock({ userName: TEST_USER, passphrase: TEST_PASSPHRASE })
  const report = await clientWith(app, token).audit.verify()
  expect(report.problems).toEqual([])
  expect(report.anchors).toBe(1)
})

test('the book is copied by itself when it is closed, and not twice in an hour; files nobody names go with it', async () => {
  const office = await officeWithAddress()
  const orphan = await putAttachment(office.app.holder.office!, Buffer.from('không ai nhắc tới'))
  const file = join(attachmentsDir(office.dir), orphan.slice(0, 2), orphan)
  const old = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000)
  utimesSync(file, old, old)
  await office.app.close()
  const app = appAt(office.dir, { selfBackup: true })
  for (const _round of [1, 2]) {
    await clientWith(app, undefined).accounts.unlock({ userName: TEST_USER, passphrase: TEST_PASSPHRASE })
    await app.close()
  }
  expect(readdirSync(join(office.dir, 'backups')).filter((name) => !name.includes('attachments'))).toHaveLength(1)
  expect(existsSync(join(office.dir, 'reserve.bin'))).toBe(true)
  expect(existsSync(file)).toBe(false)
})

test('a restore lets no PC of the network in again that was removed since, and another PC begins with none', async () => {
  const office = await officeWithAddress()
  const putNetwork = (value: string) =>
    office.app.holder.office!.database.write(async (db) => {
      await db.deleteFrom('setting').where('name', '=', 'lan').execute()
      await db.insertInto('setting').values({ name: 'lan', value }).execute()
    })
  const stick = emptyFolder()
  await office.client.backups.setFolder({ path: stick })
  await putNetwork('with the stolen PC')
  const { id } = await office.client.backups.make()
  await putNetwork('without it')
  await office.client.backups.restore({ id })
  await clientWith(office.app, undefined).accounts.unlock({ userName: TEST_USER, passphrase: TEST_PASSPHRASE })
  expect(await readSettings(office.app, 'lan')).toEqual(['without it'])
  await office.app.close()
  const other = appAt(emptyFolder())
  await clientWith(other, undefined).accounts.restoreOffice({
    folder: stick,
    userName: TEST_USER,
    passphrase: TEST_PASSPHRASE,
  })
  expect(await readSettings(other, 'lan')).toEqual([])
})

test('a link somebody left on the stick is not written through', async () => {
  const { client } = await officeWithAddress()
  const [stick, mine] = [emptyFolder(), join(emptyFolder(), 'sổ.docx')]
  writeFileSync(mine, 'của người khác')
  mkdirSync(join(stick, 'nhip-cau-15013'))
  symlinkSync(mine, join(stick, 'nhip-cau-15013', '.probe'))
  expect((await client.backups.setFolder({ path: stick })).second).toMatchObject({ state: 'ready' })
  expect(readFileSync(mine, 'utf8')).toBe('của người khác')
})

async function readSettings(app: ReturnType<typeof appAt>, name: string): Promise<string[]> {
  const rows = await app.holder
    .office!.database.read.selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .execute()
  return rows.map(({ value }) => value)
}

function emptyFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-stick-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

function appAt(rootDir: string, options: { selfBackup?: boolean } = {}) {
  const app = createTestApp({
    rootDir,
    ...options,
  })
  onTestFinished(() => app.close())
  return app
}

/** An earlier backup of the same book, made by hand: nine days of waiting would be long. */
function copyAs(shelf: string, { from, to, day }: { from: string; to: string; day: number }): void {
  cpSync(join(shelf, from), join(shelf, to), { recursive: true })
  const note = join(shelf, to, 'backup.json')
  const madeAt = `2026-11-${String(day).padStart(2, '0')}T02:00:00.000Z`
  writeFileSync(note, JSON.stringify({ ...JSON.parse(readFileSync(note, 'utf8')), madeAt }))
}

async function readEpoch(app: Awaited<ReturnType<typeof openTestApp>>['app']): Promise<string> {
  const row = await app.holder
    .office!.database.read.selectFrom('setting')
    .select('value')
    .where('name', '=', 'office')
    .executeTakeFirstOrThrow()
  return JSON.parse(row.value).epoch
}
