import { createHook } from 'node:async_hooks'
import { readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { describe, expect, test } from 'vitest'
import { KDF_FLOOR } from '../../../../src/features/accounts/core/keys/kdf.ts'
import {
  createKeyring,
  listKeyringUsers,
  unlockKeyring,
  unlockWithRecovery,
  verifyKeyringMac,
} from '../../../../src/features/accounts/core/keys/keyring.ts'
import {
  addUser,
  changePassphrase,
  removeUser,
  repairKeyring,
  replaceRecoveryCode,
  setPassphrase,
} from '../../../../src/features/accounts/core/keys/keyringChanges.ts'
import {
  setProvinceRecovery,
  unlockWithProvinceKey,
} from '../../../../src/features/accounts/core/keys/provinceRecovery.ts'
import {
  failureOf,
  HUONG,
  HUONG_PASSPHRASE,
  makeFolder,
  makeKeyring,
  readMain,
  TUAN,
  TUAN_PASSPHRASE,
  valueOrThrow,
} from './keyringFolder.ts'

/** Work handed to native code that has no name of its own: the derivations; reading files has one. */
async function countDerivations(attempt: () => Promise<unknown>): Promise<number> {
  let count = 0
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'undefined') count += 1
    },
  })
  hook.enable()
  await attempt()
  hook.disable()
  return count
}

const NEW_PASSPHRASE = 'con song hien hoa chay'
const unlockHuong = (dir: string, passphrase = HUONG_PASSPHRASE) =>
  unlockKeyring({ dir, userName: HUONG.userName, passphrase })

describe('a new keyring', () => {
  test('opens with the passphrase and gives the same 32-byte data key and the user', async () => {
    const { dir, dek } = await makeKeyring()
    const opened = valueOrThrow(await unlockHuong(dir))
    expect(opened.dek).toEqual(dek)
    expect(dek).toHaveLength(32)
    expect(opened.userId).toBe(HUONG.userId)
    expect(opened.copiesToRepair).toEqual([])
  })

  test('is kept in two equal files that only their owner can read, and leaves no temporary file', async () => {
    const { dir, dek } = await makeKeyring()
    expect((await readdir(dir)).sort()).toEqual(['keyring.copy.json', 'keyring.json'])
    const main = await readMain(dir)
    expect(await readFile(join(dir, 'keyring.copy.json'))).toEqual(main)
    if (process.platform !== 'win32') expect((await stat(join(dir, 'keyring.json'))).mode & 0o777).toBe(0o600)
    expect(main.toString()).not.toContain(dek.toString('base64').slice(0, 42))
    expect(JSON.parse(main.toString()).keyring.format).toBe('nhip-cau-keyring')
  })

  test('never replaces one that is there, not even a damaged one', async () => {
    const { dir } = await makeKeyring()
    const again = () => createKeyring({ dir, ...TUAN, passphrase: TUAN_PASSPHRASE, kdf: KDF_FLOOR })
    expect(failureOf(await again()).code).toBe('accounts.keyringExists')
    await rm(join(dir, 'keyring.json'))
    await writeFile(join(dir, 'keyring.copy.json'), 'nothing')
    expect(failureOf(await again()).code).toBe('accounts.keyringExists')
  })

  test('is made once when two windows ask at the same time', async () => {
    const dir = await makeFolder()
    const outcomes = await Promise.all(
      [HUONG, TUAN].map((user) => createKeyring({ dir, ...user, passphrase: NEW_PASSPHRASE, kdf: KDF_FLOOR })),
    )
    expect(outcomes.map((outcome) => outcome.ok).sort()).toEqual([false, true])
  })

  test('refuses a weak passphrase and writes nothing', async () => {
    const dir = await makeFolder()
    const refused = await createKeyring({ dir, ...HUONG, passphrase: '190585', kdf: KDF_FLOOR })
    expect(failureOf(refused)).toEqual({ code: 'accounts.passphraseTooWeak', params: { reason: 'onlyDigits' } })
    expect(await readdir(dir)).toEqual([])
  })

  test('refuses costs under the floor instead of writing a keyring it would not read', async () => {
    const dir = await makeFolder()
    const kdf = { ...KDF_FLOOR, memoryKib: 8 * 1024 }
    await expect(createKeyring({ dir, ...HUONG, passphrase: HUONG_PASSPHRASE, kdf })).rejects.toThrow()
    expect(await readdir(dir)).toEqual([])
  })
})

describe('unlocking', () => {
  test('a missing keyring is named so', async () => {
    expect(failureOf(await unlockHuong(await makeFolder())).code).toBe('accounts.keyringMissing')
  })

  test('forgives capitals, spaces and accents in the passphrase, and capitals in the name', async () => {
    const { dir, dek } = await makeKeyring()
    const opened = await unlockKeyring({ dir, userName: ' CHỊ  hương ', passphrase: ' Cánh buồm  NHỎ ra khơi ' })
    expect(valueOrThrow(opened).dek).toEqual(dek)
  })

  test('a name without its accents is another person', async () => {
    const { dir } = await makeKeyring()
    const opened = await unlockKeyring({ dir, userName: 'chi huong', passphrase: HUONG_PASSPHRASE })
    expect(failureOf(opened).code).toBe('accounts.wrongPassphrase')
  })

  test('row 60: an unknown name and a wrong passphrase get the very same answer', async () => {
    const { dir } = await makeKeyring()
    const wrong = await unlockHuong(dir, TUAN_PASSPHRASE)
    const unknown = await unlockKeyring({ dir, userName: TUAN.userName, passphrase: TUAN_PASSPHRASE })
    expect(unknown).toEqual(wrong)
    expect(unknown).toEqual({ ok: false, failure: { code: 'accounts.wrongPassphrase', params: {} } })
  })

  test('row 60: an unknown name costs the same derivation as a wrong passphrase, so that waiting tells nothing', async () => {
    const { dir } = await makeKeyring()
    const wrong = await countDerivations(() => unlockHuong(dir, NEW_PASSPHRASE))
    const unknown = await countDerivations(() => unlockKeyring({ dir, userName: 'Nobody', passphrase: NEW_PASSPHRASE }))
    expect(wrong).toBe(1)
    expect(unknown).toBe(wrong)
  })

  test("an unknown name with another person's passphrase opens nothing", async () => {
    const { dir } = await makeKeyring()
    const opened = await unlockKeyring({ dir, userName: 'Người lạ', passphrase: HUONG_PASSPHRASE })
    expect(failureOf(opened).code).toBe('accounts.wrongPassphrase')
  })
})

describe('the recovery code', () => {
  test('opens the data key when the passphrase is lost, typed untidily, and a new passphrase follows', async () => {
    const { dir, dek, recoveryCode } = await makeKeyring()
    const typed = recoveryCode.toLowerCase().replaceAll('-', '  ')
    expect(valueOrThrow(await unlockWithRecovery({ dir, recoveryCode: typed })).dek).toEqual(dek)
    valueOrThrow(await setPassphrase({ dir, dek }, HUONG.userId, { passphrase: NEW_PASSPHRASE, kdf: KDF_FLOOR }))
    expect(valueOrThrow(await unlockHuong(dir, NEW_PASSPHRASE)).dek).toEqual(dek)
    expect(failureOf(await unlockHuong(dir)).code).toBe('accounts.wrongPassphrase')
  })

  test('of another office is wrong, not mistyped', async () => {
    const { dir } = await makeKeyring()
    const other = await makeKeyring()
    const opened = await unlockWithRecovery({ dir, recoveryCode: other.recoveryCode })
    expect(failureOf(opened).code).toBe('accounts.wrongRecoveryCode')
  })

  test('ends when it is replaced', async () => {
    const { dir, dek, recoveryCode } = await makeKeyring()
    const fresh = valueOrThrow(await replaceRecoveryCode({ dir, dek })).recoveryCode
    expect(failureOf(await unlockWithRecovery({ dir, recoveryCode })).code).toBe('accounts.wrongRecoveryCode')
    expect(valueOrThrow(await unlockWithRecovery({ dir, recoveryCode: fresh })).dek).toEqual(dek)
  })

  test('still opens the office after the person who set it up has left', async () => {
    const { dir, dek, recoveryCode } = await makeKeyring()
    valueOrThrow(await addUser({ dir, dek }, TUAN, { passphrase: TUAN_PASSPHRASE, kdf: KDF_FLOOR }))
    valueOrThrow(await removeUser({ dir, dek }, HUONG.userId))
    expect(valueOrThrow(await unlockWithRecovery({ dir, recoveryCode })).dek).toEqual(dek)
  })
})

describe("the province's recovery key", () => {
  test('opens the office with its own identity only', async () => {
    const { dir, dek } = await makeKeyring()
    const [identity, stranger] = await Promise.all([generateX25519Identity(), generateX25519Identity()])
    expect(failureOf(await unlockWithProvinceKey({ dir, identity })).code).toBe('accounts.wrongProvinceKey')
    valueOrThrow(await setProvinceRecovery({ dir, dek }, await identityToRecipient(identity)))
    expect(valueOrThrow(await unlockWithProvinceKey({ dir, identity })).dek).toEqual(dek)
    expect(failureOf(await unlockWithProvinceKey({ dir, identity: stranger })).code).toBe('accounts.wrongProvinceKey')
    expect(failureOf(await unlockWithProvinceKey({ dir, identity: 'x' })).code).toBe('accounts.wrongProvinceKey')
  })

  test('refuses what is not a recipient', async () => {
    const { dir, dek } = await makeKeyring()
    expect(failureOf(await setProvinceRecovery({ dir, dek }, 'age1')).code).toBe('accounts.recipientInvalid')
  })
})

describe('changing a passphrase', () => {
  test('keeps the data key and ends the old passphrase', async () => {
    const { dir, dek } = await makeKeyring()
    const change = { dir, userName: HUONG.userName, kdf: KDF_FLOOR }
    valueOrThrow(await changePassphrase({ ...change, oldPassphrase: HUONG_PASSPHRASE, newPassphrase: NEW_PASSPHRASE }))
    expect(valueOrThrow(await unlockHuong(dir, NEW_PASSPHRASE)).dek).toEqual(dek)
    expect(failureOf(await unlockHuong(dir)).code).toBe('accounts.wrongPassphrase')
  })

  test('needs the old passphrase and a strong new one, or changes nothing', async () => {
    const { dir } = await makeKeyring()
    const before = await readMain(dir)
    const change = { dir, userName: HUONG.userName, kdf: KDF_FLOOR }
    const wrong = await changePassphrase({ ...change, oldPassphrase: TUAN_PASSPHRASE, newPassphrase: NEW_PASSPHRASE })
    expect(failureOf(wrong).code).toBe('accounts.wrongPassphrase')
    const weak = await changePassphrase({ ...change, oldPassphrase: HUONG_PASSPHRASE, newPassphrase: 'chuthapdo2024' })
    expect(failureOf(weak).code).toBe('accounts.passphraseTooWeak')
    expect(await readMain(dir)).toEqual(before)
  })
})

test.runIf(process.platform === 'linux')('a full disk changes nothing and is named', async () => {
  const { dir, dek } = await makeKeyring()
  const before = await readMain(dir)
  await symlink('/dev/full', join(dir, 'keyring.copy.json.tmp'))
  const failed = await setPassphrase({ dir, dek }, HUONG.userId, { passphrase: NEW_PASSPHRASE, kdf: KDF_FLOOR })
  expect(failureOf(failed)).toEqual({ code: 'accounts.keyringNotSaved', params: { reason: 'ENOSPC' } })
  expect(await readMain(dir)).toEqual(before)
  expect((await readdir(dir)).sort()).toEqual(['keyring.copy.json', 'keyring.json'])
  expect(valueOrThrow(await unlockHuong(dir)).copiesToRepair).toEqual([])
})

describe('people', () => {
  test('each open the same data key with their own passphrase and are listed by name', async () => {
    const { dir, dek } = await makeKeyring()
    valueOrThrow(await addUser({ dir, dek }, TUAN, { passphrase: TUAN_PASSPHRASE, kdf: KDF_FLOOR }))
    expect(valueOrThrow(await listKeyringUsers(dir))).toEqual(['Chị Hương', 'Anh Tuấn'])
    const opened = valueOrThrow(await unlockKeyring({ dir, userName: TUAN.userName, passphrase: TUAN_PASSPHRASE }))
    expect(opened.dek).toEqual(dek)
    expect(opened.userId).toBe(TUAN.userId)
    expect(valueOrThrow(await unlockHuong(dir)).dek).toEqual(dek)
  })

  test('cannot share a name or be added twice', async () => {
    const { dir, dek } = await makeKeyring()
    const chosen = { passphrase: TUAN_PASSPHRASE, kdf: KDF_FLOOR }
    const sameName = await addUser({ dir, dek }, { ...TUAN, userName: 'chị hương' }, chosen)
    expect(failureOf(sameName).code).toBe('accounts.userNameTaken')
    const samePerson = await addUser({ dir, dek }, { ...HUONG, userName: 'Hương' }, chosen)
    expect(failureOf(samePerson).code).toBe('accounts.userNameTaken')
  })

  test('are locked out once removed, and the last one stays', async () => {
    const { dir, dek } = await makeKeyring()
    expect(failureOf(await removeUser({ dir, dek }, HUONG.userId)).code).toBe('accounts.lastUser')
    expect(failureOf(await removeUser({ dir, dek }, TUAN.userId)).code).toBe('accounts.userNotFound')
    valueOrThrow(await addUser({ dir, dek }, TUAN, { passphrase: TUAN_PASSPHRASE, kdf: KDF_FLOOR }))
    valueOrThrow(await removeUser({ dir, dek }, HUONG.userId))
    expect(failureOf(await unlockHuong(dir)).code).toBe('accounts.wrongPassphrase')
    expect(valueOrThrow(await listKeyringUsers(dir))).toEqual(['Anh Tuấn'])
  })

  test('added at the same moment are all kept', async () => {
    const { dir, dek } = await makeKeyring()
    const people = ['Lan', 'Minh', 'Bình'].map((userName, i) => ({
      userId: `${TUAN.userId.slice(0, -1)}${i}`,
      userName,
    }))
    await Promise.all(
      people.map((user) => addUser({ dir, dek }, user, { passphrase: TUAN_PASSPHRASE, kdf: KDF_FLOOR })),
    )
    expect(valueOrThrow(await listKeyringUsers(dir))).toEqual(['Chị Hương', 'Lan', 'Minh', 'Bình'])
  })

  test('cannot be added with a data key that is not of this keyring', async () => {
    const { dir } = await makeKeyring()
    const { dek } = await makeKeyring()
    const before = await readMain(dir)
    const added = await addUser({ dir, dek }, TUAN, { passphrase: TUAN_PASSPHRASE, kdf: KDF_FLOOR })
    expect(failureOf(added).code).toBe('accounts.keyringDamaged')
    expect(failureOf(await verifyKeyringMac(dir, dek)).code).toBe('accounts.keyringDamaged')
    expect(await readMain(dir)).toEqual(before)
  })
})

test('a lost copy is reported when unlocking and written again by the repair', async () => {
  const { dir } = await makeKeyring()
  await rm(join(dir, 'keyring.json'))
  const opened = valueOrThrow(await unlockHuong(dir))
  expect(opened.copiesToRepair).toEqual(['keyring.json'])
  valueOrThrow(await repairKeyring({ dir, dek: opened.dek }))
  expect(valueOrThrow(await unlockHuong(dir)).copiesToRepair).toEqual([])
})
