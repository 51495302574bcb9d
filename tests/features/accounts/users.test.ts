import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readKeyring } from '../../../src/features/accounts/core/keys/keyringFiles.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../../support/officeTemplate.ts'
import { clientWith, createTestApp, openTestApp, type TestApp, type TestClient } from '../../support/openTestApp.ts'

const REMOVED_TEXT = 'Đặng Thị Đào'

async function officeWithTreasurer() {
  const office = await openTestApp()
  const added = await office.client.accounts.users.add({ name: 'Lò Thị Oanh', roles: ['treasurer'] })
  return { ...office, added }
}

function signIn({ app }: Pick<TestApp, 'app'>, userName: string, passphrase: string) {
  return clientWith(app, undefined).accounts.unlock({ userName, passphrase })
}

async function signedIn(office: Pick<TestApp, 'app'>, userName: string, passphrase: string): Promise<TestClient> {
  return clientWith(office.app, (await signIn(office, userName, passphrase)).token)
}

const refused = (code: string) => ({ code })

describe('people who work here', () => {
  test('row 61: a person is added with roles, signs in with the passphrase told once, and may do only that', async () => {
    const office = await officeWithTreasurer()
    expect(office.added.passphrase).toMatch(/^[a-z]+( [a-z]+){4}$/)
    const treasurer = await signedIn(office, 'Lò Thị Oanh', office.added.passphrase)
    expect((await treasurer.accounts.me()).roles).toEqual(['treasurer'])
    await expect(treasurer.backups.make()).rejects.toMatchObject(refused('common.notAllowed'))
    await expect(treasurer.accounts.users.list()).rejects.toMatchObject(refused('common.notAllowed'))
    const { users } = await office.client.accounts.users.list()
    expect(new Map(users.map(({ name, self }) => [name, self]))).toEqual(
      new Map([
        [TEST_USER, true],
        ['Lò Thị Oanh', false],
      ]),
    )
  })

  test('row 61: new roles count at once for a person who is at work', async () => {
    const office = await officeWithTreasurer()
    const person = await signedIn(office, 'Lò Thị Oanh', office.added.passphrase)
    await expect(person.addresses.exportXlsx({ filter: {} })).resolves.toBeDefined()
    await office.client.accounts.users.update({ userId: office.added.id, roles: ['volunteer'], disabled: false })
    await expect(person.addresses.exportXlsx({ filter: {} })).rejects.toMatchObject(refused('common.notAllowed'))
  })

  test('a person who is shut out is out at once and does not come in again', async () => {
    const office = await officeWithTreasurer()
    const person = await signedIn(office, 'Lò Thị Oanh', office.added.passphrase)
    await office.client.accounts.users.update({ userId: office.added.id, roles: ['treasurer'], disabled: true })
    await expect(person.accounts.me()).rejects.toMatchObject(refused('common.sessionEnded'))
    await expect(signIn(office, 'Lò Thị Oanh', office.added.passphrase)).rejects.toMatchObject(
      refused('accounts.userDisabled'),
    )
  })

  test('nobody shuts themselves out, and somebody who gives rights always stays', async () => {
    const office = await officeWithTreasurer()
    const { users: known } = await office.client.accounts.users.list()
    const userId = known.find((user) => user.self)?.id ?? ''
    const { users } = office.client.accounts
    await expect(users.update({ userId, roles: ['officer'], disabled: false })).rejects.toMatchObject(
      refused('accounts.notYourself'),
    )
    await expect(users.remove({ userId, passphrase: TEST_PASSPHRASE })).rejects.toMatchObject(
      refused('accounts.notYourself'),
    )
  })

  test('a forgotten passphrase is replaced, and the old one ends', async () => {
    const office = await officeWithTreasurer()
    const { passphrase } = await office.client.accounts.users.resetPassphrase({ userId: office.added.id })
    await expect(signIn(office, 'Lò Thị Oanh', office.added.passphrase)).rejects.toMatchObject(
      refused('accounts.wrongPassphrase'),
    )
    await signIn(office, 'Lò Thị Oanh', passphrase)
  })

  test('two people of one name are told apart by whoever adds them', async () => {
    const office = await officeWithTreasurer()
    await expect(office.client.accounts.users.add({ name: 'lò thị oanh', roles: ['auditor'] })).rejects.toMatchObject(
      refused('accounts.userNameTaken'),
    )
    expect((await office.client.accounts.users.list()).users).toHaveLength(2)
  })
})

describe('taking a person out for good', () => {
  test('a copy of the old keyring opens nothing of the new book, and everybody else goes on', async () => {
    const office = await officeWithTreasurer()
    const third = await office.client.accounts.users.add({ name: 'Hà Văn Sơn', roles: ['officer'] })
    const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
    const { id } = await office.client.addresses.add({ fields: addressFields({ name: REMOVED_TEXT, villageId }) })
    const keys = await office.client.bundles.keys.own()
    const stolen = mkdtempSync(join(tmpdir(), 'nhip-cau-stolen-'))
    onTestFinished(() => rmSync(stolen, { recursive: true, force: true }))
    for (const name of ['keyring.json', 'keyring.copy.json']) cpSync(join(office.dir, name), join(stolen, name))

    const secrets = await office.client.accounts.users.remove({ userId: office.added.id, passphrase: TEST_PASSPHRASE })
    expect(secrets.passphrases.map(({ userName }) => userName)).toEqual(['Hà Văn Sơn'])
    // The caller's session goes on, in the same book.
    expect((await office.client.addresses.get({ id })).fields.name).toBe(REMOVED_TEXT)
    expect(await office.client.bundles.keys.own()).toEqual(keys)
    await expect(signIn(office, 'Lò Thị Oanh', office.added.passphrase)).rejects.toMatchObject(
      refused('accounts.wrongPassphrase'),
    )
    await expect(signIn(office, 'Hà Văn Sơn', third.passphrase)).rejects.toMatchObject(
      refused('accounts.wrongPassphrase'),
    )
    await signIn(office, 'Hà Văn Sơn', secrets.passphrases[0]?.passphrase ?? '')
    await office.app.close()
    cpSync(join(office.dir, 'office.db'), join(stolen, 'office.db'))
    const thief = appAt(stolen)
    await expect(signIn({ app: thief }, 'Lò Thị Oanh', office.added.passphrase)).rejects.toMatchObject(
      refused('common.databaseDamaged'),
    )
  })

  test('the new recovery code opens the book, the old one no more', async () => {
    const office = await officeWithTreasurer()
    const { recoveryCode: old } = await office.client.accounts.users.replaceRecoveryCode({
      passphrase: TEST_PASSPHRASE,
    })
    const { recoveryCode } = await office.client.accounts.users.remove({
      userId: office.added.id,
      passphrase: TEST_PASSPHRASE,
    })
    await office.app.close()
    const door = clientWith(office.app, undefined).accounts
    const newPassphrase = 'nuoc chay da mon cau tre'
    await expect(door.recover({ userName: TEST_USER, recoveryCode: old, newPassphrase })).rejects.toMatchObject(
      refused('accounts.wrongRecoveryCode'),
    )
    await door.recover({ userName: TEST_USER, recoveryCode, newPassphrase })
  })

  test('the passphrase of whoever does it is asked for; a wrong one changes nothing', async () => {
    const office = await officeWithTreasurer()
    const before = await readKeyring(office.dir)
    await expect(
      office.client.accounts.users.remove({ userId: office.added.id, passphrase: 'khong phai cau nay dau' }),
    ).rejects.toMatchObject(refused('accounts.wrongPassphrase'))
    expect(await readKeyring(office.dir)).toEqual(before)
    await signIn(office, 'Lò Thị Oanh', office.added.passphrase)
  })

  test('the log tells who was taken out and by whom, and still fits together', async () => {
    const office = await officeWithTreasurer()
    await office.client.accounts.users.remove({ userId: office.added.id, passphrase: TEST_PASSPHRASE })
    const report = await office.client.audit.verify()
    expect(report.problems).toEqual([])
    const entries = await office.app.holder.office!.database.read.selectFrom('audit_entry').selectAll().execute()
    const entry = entries.find(({ procedure }) => procedure === 'accounts.users.remove')
    expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({ subject: office.added.id })
  })

  test('cut off at any step, the office is the old one or the new one, never neither', async () => {
    const office = await officeWithTreasurer()
    await office.app.close()
    const scratch = mkdtempSync(join(tmpdir(), 'nhip-cau-rekey-'))
    onTestFinished(() => rmSync(scratch, { recursive: true, force: true }))
    const old = join(scratch, 'old')
    cpSync(office.dir, old, { recursive: true })
    const changed = await signedIn(office, TEST_USER, TEST_PASSPHRASE)
    await changed.accounts.users.remove({ userId: office.added.id, passphrase: TEST_PASSPHRASE })
    await office.app.close()
    for (const [step, { lay, isNew }] of Object.entries(CUTS)) {
      const dir = join(scratch, step)
      cpSync(old, dir, { recursive: true })
      lay(dir, office.dir)
      const app = appAt(dir)
      const attempt = signIn({ app }, 'Lò Thị Oanh', office.added.passphrase)
      if (isNew) await expect(attempt, step).rejects.toMatchObject(refused('accounts.wrongPassphrase'))
      else await attempt
      await signIn({ app }, TEST_USER, TEST_PASSPHRASE)
      expect(
        readdirSync(dir).filter((name) => name.startsWith('rekey')),
        step,
      ).toEqual([])
      expect(existsSync(join(dir, 'office.db'))).toBe(true)
      await app.close()
    }
  })
})

const FILES = ['office.db', 'keyring.json', 'keyring.copy.json']

/** What lies in the folder after a cut at each step: `office` is where the change was carried through. */
const CUTS: Record<string, { lay: (dir: string, office: string) => void; isNew: boolean }> = {
  begun: { lay: (dir) => mkdirSync(join(dir, 'rekey.new')), isNew: false },
  copied: { lay: (dir, office) => put(join(dir, 'rekey.new'), { from: office, names: ['office.db'] }), isNew: false },
  whole: { lay: (dir, office) => put(join(dir, 'rekey.new'), { from: office, names: FILES }), isNew: false },
  decided: { lay: (dir, office) => put(join(dir, 'rekey.ready'), { from: office, names: FILES }), isNew: true },
  oneKeyring: {
    lay: (dir, office) => {
      put(join(dir, 'rekey.ready'), { from: office, names: FILES })
      put(dir, { from: office, names: ['keyring.json'] })
    },
    isNew: true,
  },
  bothKeyrings: {
    lay: (dir, office) => {
      put(join(dir, 'rekey.ready'), { from: office, names: FILES })
      put(dir, { from: office, names: ['keyring.json', 'keyring.copy.json'] })
    },
    isNew: true,
  },
  swapped: {
    lay: (dir, office) => {
      put(join(dir, 'rekey.ready'), { from: office, names: ['keyring.json', 'keyring.copy.json'] })
      put(dir, { from: office, names: FILES })
    },
    isNew: true,
  },
}

function put(dir: string, { from, names }: { from: string; names: string[] }): void {
  mkdirSync(dir, { recursive: true })
  for (const name of names) cpSync(join(from, name), join(dir, name))
}

function appAt(rootDir: string) {
  const app = createTestApp({
    rootDir,
  })
  onTestFinished(() => app.close())
  return app
}
