import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listAttachmentFiles } from '../../src/features/attachments/core/attachmentStore.ts'
import { addPairing } from '../features/addresses/addPairing.ts'
import { TINY_JPEG } from '../features/attachments/testPhotos.ts'
import { addressFields, addVillage } from '../support/builders.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../support/officeTemplate.ts'
import { clientWith, createTestApp, openTestApp, type TestApp, type TestClient } from '../support/openTestApp.ts'

const NAMES = ['Pành', '038165000123', 'bệnh tim', 'Núi']

/** A family with a sponsor and a photo is copied; then the sponsor leaves, and the family asks to be erased. */
async function officeThatErased() {
  const office = await openTestApp()
  const { client, app, unitId } = office
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  const person = { name: 'Lò Thị Pành', idNumber: '038165000123', situation: 'bệnh tim', guardianName: 'Hà Văn Núi' }
  const { id } = await client.addresses.add({ fields: addressFields({ ...person, villageId }) })
  const { ticket } = await client.files.put({ file: new File([new Uint8Array(TINY_JPEG)], 'Pành.jpg') })
  await client.attachments.add({ of: { table: 'address', id }, kind: 'photo', ticket })
  const paired = await addPairing(office, { addressId: id, donorName: 'Chùa Chặng', amount: 300_000 })
  const other = await client.addresses.add({ fields: addressFields({ name: 'Hà Thị Mé', villageId }) })
  await client.consents.record({ ids: [other.id], purposes: ['keep'], givenOn: '2026-11-01', proof: 'tờ 3' })
  await client.desk.keepDraft({ form: `addresses.edit:${id}`, id: 'sheet', content: '{"name":"Lò Thị Pành"}' })
  await client.addresses.list({ filter: { search: 'Lò Thị Pành' } })
  const stick = emptyFolder()
  await client.backups.setFolder({ path: stick })
  const before = await client.backups.make()
  office.setNow('2026-11-21T05:00:00.000Z')
  const { write } = app.holder.office!.database
  await write((db) => db.updateTable('pairing').set({ state: 'ended' }).where('id', '=', paired).execute())
  await client.addresses.anonymise({ id, reason: 'Người được trợ giúp yêu cầu xóa' })
  const { purposes } = await client.consents.listForAddress({ addressId: other.id })
  const [kept] = purposes.flatMap(({ consents }) => consents)
  await client.consents.withdraw({ id: kept?.id ?? '', on: '2026-11-21' })
  await client.addresses.restrict({ id: other.id, on: '2026-11-21' })
  return { ...office, id, other: other.id, stick, before: before.id }
}

type Restored = { app: TestApp['app']; client: TestClient; dir: string }

async function expectNobodyCameBack({ app, client, dir }: Restored, { id }: { id: string }): Promise<void> {
  await app.holder.trail?.flush()
  const book = await wholeBook(app)
  expect(NAMES.filter((name) => book.includes(name))).toEqual([])
  expect(await client.addresses.get({ id })).toMatchObject({ anonymisedOn: '2026-11-21' })
  expect((await client.addresses.list({ filter: { search: 'Pành' } })).rows).toEqual([])
  expect(await listAttachmentFiles(dir)).toEqual([])
  expect((await client.audit.verify()).problems).toEqual([])
}

async function signIn(app: TestApp['app']): Promise<TestClient> {
  const door = clientWith(app, undefined)
  const { token } = await door.accounts.unlock({ userName: TEST_USER, passphrase: TEST_PASSPHRASE })
  return clientWith(app, token)
}

test('nobody who was erased comes back with an older backup put back inside the app', async () => {
  const office = await officeThatErased()
  await office.client.backups.restore({ id: office.before })
  const client = await signIn(office.app)
  await expectNobodyCameBack({ ...office, client }, office)
  expect((await client.addresses.get({ id: office.other })).restrictedOn).toBe('2026-11-21')
  const { purposes } = await client.consents.listForAddress({ addressId: office.other })
  expect(purposes.flatMap(({ consents }) => consents.map(({ withdrawnOn }) => withdrawnOn))).toEqual(['2026-11-21'])
  const told = await office.app.holder
    .office!.database.read.selectFrom('audit_entry')
    .select(['kind', 'procedure'])
    .where('procedure', '=', 'backups.honourAgain')
    .execute()
  expect(told).toEqual([{ kind: 'change', procedure: 'backups.honourAgain' }])
  await client.history.undoLast().catch(() => undefined)
  expect((await client.addresses.get({ id: office.id })).fields.name).toContain('Ẩn danh')
})

test('a book put back from before they came keeps them away when a later one is put back after it', async () => {
  const office = await openTestApp()
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const [first, second] = ['2026-11-21T03:00:00.000Z', '2026-11-21T04:00:00.000Z']
  office.setNow(first)
  const { id: empty } = await office.client.backups.make()
  const { id } = await office.client.addresses.add({ fields: addressFields({ name: 'Lò Thị Pành', villageId }) })
  office.setNow(second)
  const { id: before } = await office.client.backups.make()
  await office.client.addresses.anonymise({ id, reason: 'Yêu cầu xóa' })
  await office.client.backups.restore({ id: empty })
  rmSync(join(office.dir, 'backups', 'honoured.json'))
  await (await signIn(office.app)).backups.restore({ id: before })
  await expectNobodyCameBack({ ...office, client: await signIn(office.app) }, { id })
})

test('nobody who was erased comes back on another PC, from an older backup chosen on the stick', async () => {
  const office = await officeThatErased()
  await office.app.close()
  const [shelf = ''] = readdirSync(office.stick)
  const list = readFileSync(join(office.stick, shelf, 'honoured.json'), 'utf8')
  expect([office.id, ...NAMES].filter((told) => list.includes(told))).toEqual([])
  await expectNobodyCameBack(await restoreElsewhere(join(office.stick, shelf, office.before)), office)
})

test('nor when the list beside the backups was sealed after the key of the book was changed', async () => {
  const office = await officeThatErased()
  const leaver = await office.client.accounts.users.add({ name: 'Lò Thị Oanh', roles: ['officer'] })
  await office.client.accounts.users.remove({ userId: leaver.id, passphrase: TEST_PASSPHRASE })
  office.setNow('2026-11-22T05:00:00.000Z')
  const client = await signIn(office.app)
  await client.backups.make()
  await office.app.close()
  const [shelf = ''] = readdirSync(office.stick)
  await expectNobodyCameBack(await restoreElsewhere(join(office.stick, shelf, office.before)), office)
})

test('nor when the book of the PC is gone and its own folder of backups still knows', async () => {
  const office = await officeThatErased()
  await office.app.close()
  const alone = join(emptyFolder(), office.before)
  cpSync(join(office.dir, 'backups', office.before), alone, { recursive: true })
  cpSync(join(office.dir, 'backups', 'attachments'), join(alone, '..', 'attachments'), { recursive: true })
  const elsewhere = emptyFolder()
  cpSync(join(office.dir, 'backups'), join(elsewhere, 'backups'), { recursive: true })
  await expectNobodyCameBack(await restoreElsewhere(alone, elsewhere), office)
})

async function restoreElsewhere(folder: string, rootDir = emptyFolder()): Promise<Restored> {
  const app = createTestApp({ rootDir, now: () => Date.parse('2026-11-22T06:00:00.000Z') })
  onTestFinished(() => app.close())
  const door = clientWith(app, undefined)
  const who = { userName: TEST_USER, passphrase: TEST_PASSPHRASE }
  const { token } = await door.accounts.restoreOffice({ folder, ...who })
  return { app, client: clientWith(app, token), dir: rootDir }
}

/** Every text but the names of places, which are nobody's. */
async function wholeBook(app: TestApp['app']): Promise<string> {
  const { read } = app.holder.office!.database
  const tables = (await read.introspection.getTables()).filter(
    ({ name }) => !/^(search_|unit|vocabulary|shared_word)/.test(name),
  )
  const rows = []
  for (const { name } of tables) {
    rows.push(
      await read
        .selectFrom(name as 'person')
        .selectAll()
        .execute(),
    )
  }
  return JSON.stringify(rows)
}

function emptyFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-erased-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
