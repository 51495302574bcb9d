import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KDF_FLOOR } from '../../../../src/features/accounts/core/keys/kdf.ts'
import { unlockKeyring, unlockWithRecovery } from '../../../../src/features/accounts/core/keys/keyring.ts'
import { addUser } from '../../../../src/features/accounts/core/keys/keyringChanges.ts'
import { canonicalJson, decodeKeyring } from '../../../../src/features/accounts/core/keys/keyringSchema.ts'
import {
  failureOf,
  HUONG,
  HUONG_PASSPHRASE,
  makeKeyring,
  readMain,
  TUAN,
  TUAN_PASSPHRASE,
  valueOrThrow,
  writeBothCopies,
} from './keyringFolder.ts'

const unlockHuong = (dir: string, passphrase = HUONG_PASSPHRASE) =>
  unlockKeyring({ dir, userName: HUONG.userName, passphrase })

function withBitFlipped(bytes: Buffer, index: number, bit: number): Buffer {
  const flipped = Buffer.from(bytes)
  flipped.writeUInt8(flipped.readUInt8(index) ^ (1 << bit), index)
  return flipped
}

describe('damage', () => {
  test('of any single bit in both copies is called damage, with the right and with a wrong passphrase', async () => {
    const { dir } = await makeKeyring()
    const whole = await readMain(dir)
    for (let index = 0; index < whole.length; index += 1) {
      await writeBothCopies(dir, withBitFlipped(whole, index, index % 8))
      const passphrase = index % 2 === 0 ? HUONG_PASSPHRASE : TUAN_PASSPHRASE
      const failure = failureOf(await unlockHuong(dir, passphrase))
      expect(failure, `byte ${index}`).toEqual({
        code: 'accounts.keyringDamaged',
        params: { main: 'damaged', copy: 'damaged' },
      })
    }
  })

  test('of every bit, and every shortening, is seen in the file alone', async () => {
    const { dir } = await makeKeyring()
    const whole = await readMain(dir)
    expect(decodeKeyring(whole).state).toBe('good')
    for (let index = 0; index < whole.length; index += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        expect(decodeKeyring(withBitFlipped(whole, index, bit)).state).toBe('damaged')
      }
      expect(decodeKeyring(whole.subarray(0, index)).state).toBe('damaged')
    }
    expect(decodeKeyring(Buffer.concat([whole, Buffer.from(' ')])).state).toBe('damaged')
  })

  test('of one copy never keeps anyone out and is reported', async () => {
    const { dir, dek } = await makeKeyring()
    const whole = await readMain(dir)
    for (const name of ['keyring.json', 'keyring.copy.json'] as const) {
      for (let index = 0; index < whole.length; index += 97) {
        await writeBothCopies(dir, whole)
        await writeFile(join(dir, name), withBitFlipped(whole, index, 0))
        const opened = valueOrThrow(await unlockHuong(dir))
        expect(opened.dek).toEqual(dek)
        expect(opened.copiesToRepair).toEqual([name])
      }
    }
  })

  test('of one copy with a wrong passphrase is a wrong passphrase', async () => {
    const { dir } = await makeKeyring()
    await writeFile(join(dir, 'keyring.json'), '')
    expect(failureOf(await unlockHuong(dir, TUAN_PASSPHRASE)).code).toBe('accounts.wrongPassphrase')
  })

  test('of one file while the other is missing or unreadable says what became of each', async () => {
    const { dir } = await makeKeyring()
    await writeFile(join(dir, 'keyring.json'), '{}')
    await rm(join(dir, 'keyring.copy.json'))
    expect(failureOf(await unlockHuong(dir)).params).toEqual({ main: 'damaged', copy: 'missing' })
    await mkdir(join(dir, 'keyring.copy.json'))
    expect(failureOf(await unlockHuong(dir)).params).toEqual({ main: 'damaged', copy: 'EISDIR' })
  })

  test('is what a recovery code meets too', async () => {
    const { dir, recoveryCode } = await makeKeyring()
    await writeBothCopies(dir, withBitFlipped(await readMain(dir), 300, 1))
    expect(failureOf(await unlockWithRecovery({ dir, recoveryCode })).code).toBe('accounts.keyringDamaged')
  })
})

test('an older first file gives way to nobody: after a power cut between the two renames the first is the newer', async () => {
  const { dir, dek } = await makeKeyring()
  const before = await readMain(dir)
  valueOrThrow(await addUser({ dir, dek }, TUAN, { passphrase: TUAN_PASSPHRASE, kdf: KDF_FLOOR }))
  await writeFile(join(dir, 'keyring.copy.json'), before)
  const opened = valueOrThrow(await unlockKeyring({ dir, userName: TUAN.userName, passphrase: TUAN_PASSPHRASE }))
  expect(opened.copiesToRepair).toEqual(['keyring.copy.json'])
})

interface EditableKeyring {
  version: number
  wraps: Record<string, unknown>[]
  mac: string
}

/** Rewrites both copies with a right checksum, as someone without the data key could. */
async function forge(dir: string, edit: (keyring: EditableKeyring) => void): Promise<void> {
  const keyring: EditableKeyring = JSON.parse((await readMain(dir)).toString()).keyring
  edit(keyring)
  const body = canonicalJson(keyring)
  const sum = createHash('sha256').update(body).digest('hex')
  await writeBothCopies(dir, `{"sha256":"${sum}","keyring":${body}}\n`)
}

describe('a keyring rewritten by someone without the data key', () => {
  test('is read when nothing was changed, so that the cases below fail for their own reason', async () => {
    const { dir } = await makeKeyring()
    await forge(dir, () => undefined)
    expect((await unlockHuong(dir)).ok).toBe(true)
  })

  test('is refused when a person was renamed, a wrap dropped or the MAC replaced', async () => {
    const edits: ((keyring: EditableKeyring) => void)[] = [
      (keyring) => keyring.wraps.pop(),
      (keyring) => keyring.wraps.reverse(),
      (keyring) => Object.assign(keyring, { mac: Buffer.alloc(32).toString('base64') }),
      (keyring) => Object.assign(keyring.wraps[0]!, { userName: 'chị hương' }),
    ]
    for (const edit of edits) {
      const { dir } = await makeKeyring()
      await forge(dir, edit)
      const failure = failureOf(await unlockHuong(dir))
      expect(failure).toEqual({ code: 'accounts.keyringDamaged', params: { main: 'forged', copy: 'forged' } })
    }
  })

  test('does not open for another user id: the wrap is bound to its own', async () => {
    const { dir } = await makeKeyring()
    await forge(dir, (keyring) => Object.assign(keyring.wraps[0]!, { userId: TUAN.userId }))
    expect(failureOf(await unlockHuong(dir)).code).toBe('accounts.wrongPassphrase')
  })

  test('is refused before any derivation when its costs are over the cap, under the floor or unknown', async () => {
    const costs = [
      { name: 'argon2id', memoryKib: 4_000_000, passes: 2, lanes: 1 },
      { name: 'argon2id', memoryKib: 19 * 1024, passes: 1_000_000, lanes: 1 },
      { name: 'argon2id', memoryKib: 8, passes: 2, lanes: 1 },
      { name: 'scrypt', memoryKib: 19 * 1024, passes: 2, lanes: 1 },
    ]
    for (const kdf of costs) {
      const { dir } = await makeKeyring()
      await forge(dir, (keyring) => Object.assign(keyring.wraps[0]!, { kdf }))
      expect(failureOf(await unlockHuong(dir)).code).toBe('accounts.keyringDamaged')
    }
  })

  test('of a newer program is named so and not taken for damage', async () => {
    const { dir } = await makeKeyring()
    await forge(dir, (keyring) => Object.assign(keyring, { version: 2, addition: true }))
    expect(failureOf(await unlockHuong(dir))).toEqual({ code: 'accounts.keyringNewer', params: { version: 2 } })
  })
})
