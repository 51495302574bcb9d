import { Decrypter, Encrypter } from 'age-encryption'
import { newRecordId } from '../../../../base/common/recordId.ts'
import { type Failure, failWith, type Result, succeed } from '../../../../base/common/result.ts'
import { acceptIfMacRight, type OpenedKeyring } from './keyring.ts'
import { changeWraps, type KeyringChangeFailure, type UnlockedKeyring } from './keyringChanges.ts'
import { type KeyringUnreadable, readKeyring } from './keyringFiles.ts'
import type { ProvinceWrap } from './keyringSchema.ts'

/**
 * Lets the province's recovery key open this office's database, replacing an earlier recipient.
 * @param recipient an age recipient (`age1…`) from the province's directory.
 */
export async function setProvinceRecovery(
  keyring: UnlockedKeyring,
  recipient: string,
): Promise<Result<void, Failure<'accounts.recipientInvalid'> | KeyringChangeFailure>> {
  let fresh: ProvinceWrap
  try {
    fresh = await wrapForProvince(keyring.dek, recipient)
  } catch {
    return failWith('accounts.recipientInvalid')
  }
  return changeWraps(keyring, async (wraps) => {
    return succeed([...wraps.filter((wrap) => wrap.kind !== 'provinceRecovery'), fresh])
  })
}

/** @throws when the recipient is none. */
export async function wrapForProvince(dek: Uint8Array, recipient: string): Promise<ProvinceWrap> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const wrapped = Buffer.from(await encrypter.encrypt(dek)).toString('base64')
  return { id: newRecordId(), kind: 'provinceRecovery', recipient, wrapped }
}

/**
 * Opens the keyring with the province's recovery key.
 * @param identity an age identity (`AGE-SECRET-KEY-1…`).
 */
export async function unlockWithProvinceKey(input: {
  dir: string
  identity: string
}): Promise<Result<OpenedKeyring, Failure<'accounts.wrongProvinceKey'> | KeyringUnreadable>> {
  const stored = await readKeyring(input.dir)
  if (!stored.ok) return stored
  const wrap = stored.value.keyring.wraps.find((candidate) => candidate.kind === 'provinceRecovery')
  const dek = wrap && (await openWithIdentity(wrap, input.identity))
  return dek ? acceptIfMacRight(stored.value, dek) : failWith('accounts.wrongProvinceKey')
}

/** The bytes were checked against the keyring's checksum before, so a refusal by age speaks of the identity. */
async function openWithIdentity(wrap: ProvinceWrap, identity: string): Promise<Buffer | undefined> {
  const decrypter = new Decrypter()
  try {
    decrypter.addIdentity(identity.trim())
    const opened = await decrypter.decrypt(Buffer.from(wrap.wrapped, 'base64'))
    return opened.length === 32 ? Buffer.from(opened) : undefined
  } catch {
    return undefined
  }
}
