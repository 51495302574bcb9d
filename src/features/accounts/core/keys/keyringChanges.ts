import { type Failure, failWith, type Result, succeed } from '../../../../base/common/result.ts'
import { checkPassphrase, type PassphraseTooWeak } from '../../common/passphrase.ts'
import type { KdfProfile } from './kdf.ts'
import { recoverySymbolsOrThrow, unlockKeyring, verifyKeyringMac, type WrongPassphrase } from './keyring.ts'
import { inTurn, type KeyringNotSaved, type KeyringUnreadable, readKeyring, writeKeyring } from './keyringFiles.ts'
import { type PassphraseWrap, sealKeyring, type Wrap } from './keyringSchema.ts'
import { type KeyringUser, wrapWithPassphrase, wrapWithRecoveryCode } from './keyWrap.ts'
import { generateRecoveryCode } from './recoveryCode.ts'
import { userNameKey } from './userNameKey.ts'

/** The keyring of an unlocked office. */
export interface UnlockedKeyring {
  dir: string
  dek: Uint8Array
}

export interface ChosenPassphrase {
  passphrase: string
  kdf: KdfProfile
  /** Binds the person's way in to the PC that holds this secret. */
  deviceSecret?: Uint8Array | undefined
}

export type KeyringChangeFailure = KeyringUnreadable | KeyringNotSaved
export type UserNotFound = Failure<'accounts.userNotFound'>

/**
 * Changes one's own passphrase; the data key stays, so nothing is encrypted again. A copy of the old keyring still opens with
 * the old passphrase: after a theft the data key itself must be changed.
 */
export async function changePassphrase(input: {
  dir: string
  userName: string
  oldPassphrase: string
  newPassphrase: string
  kdf: KdfProfile
  deviceSecret?: Uint8Array | undefined
}): Promise<Result<void, WrongPassphrase | PassphraseTooWeak | UserNotFound | KeyringChangeFailure>> {
  const { dir, kdf } = input
  const unlocked = await unlockKeyring({ ...input, passphrase: input.oldPassphrase })
  if (!unlocked.ok) return unlocked
  const { dek, userId } = unlocked.value
  try {
    const bound = await isBoundToDevice(dir, userId)
    const deviceSecret = bound ? input.deviceSecret : undefined
    return await setPassphrase({ dir, dek }, userId, { passphrase: input.newPassphrase, kdf, deviceSecret })
  } finally {
    dek.fill(0)
  }
}

/** Whether a person's passphrase opens the office only beside the secret of one PC. */
export async function isBoundToDevice(dir: string, userId: string): Promise<boolean> {
  const stored = await readKeyring(dir)
  return stored.ok && findUserWrap(stored.value.keyring.wraps, userId)?.device !== undefined
}

/** Gives a person a new passphrase with the data key alone: after the recovery code was used, or by the office's administrator. */
export async function setPassphrase(
  keyring: UnlockedKeyring,
  userId: string,
  chosen: ChosenPassphrase,
): Promise<Result<void, PassphraseTooWeak | UserNotFound | KeyringChangeFailure>> {
  return changeWraps(keyring, async (wraps): Promise<Result<Wrap[], UserNotFound | PassphraseTooWeak>> => {
    const old = findUserWrap(wraps, userId)
    if (!old) return failWith('accounts.userNotFound')
    const strength = checkPassphrase(chosen.passphrase, old.userName)
    if (!strength.ok) return strength
    const fresh = await wrapWithPassphrase({ userId, userName: old.userName, dek: keyring.dek, ...chosen })
    return succeed(wraps.map((wrap) => (wrap === old ? fresh : wrap)))
  })
}

/** `accounts.userNameTaken` also when the person is already in the keyring. */
export async function addUser(
  keyring: UnlockedKeyring,
  user: KeyringUser,
  chosen: ChosenPassphrase,
): Promise<Result<void, PassphraseTooWeak | Failure<'accounts.userNameTaken'> | KeyringChangeFailure>> {
  const strength = checkPassphrase(chosen.passphrase, user.userName)
  if (!strength.ok) return strength
  return changeWraps(keyring, async (wraps) => {
    if (wraps.some((wrap) => isSameUser(wrap, user))) return failWith('accounts.userNameTaken')
    return succeed([...wraps, await wrapWithPassphrase({ ...user, dek: keyring.dek, ...chosen })])
  })
}

/**
 * Takes a person's wrap away. An earlier copy of the keyring still opens an earlier copy of the database with their passphrase.
 * The last person stays, or only the sealed envelope would open the office.
 */
export async function removeUser(
  keyring: UnlockedKeyring,
  userId: string,
): Promise<Result<void, UserNotFound | Failure<'accounts.lastUser'> | KeyringChangeFailure>> {
  return changeWraps(keyring, async (wraps): Promise<Result<Wrap[], UserNotFound | Failure<'accounts.lastUser'>>> => {
    const leaver = findUserWrap(wraps, userId)
    if (!leaver) return failWith('accounts.userNotFound')
    if (wraps.filter((wrap) => wrap.kind === 'passphrase').length === 1) return failWith('accounts.lastUser')
    return succeed(wraps.filter((wrap) => wrap !== leaver))
  })
}

/** Makes a new recovery code and ends the old one: after the envelope was opened, or when it cannot be found. */
export async function replaceRecoveryCode(
  keyring: UnlockedKeyring,
): Promise<Result<{ recoveryCode: string }, KeyringChangeFailure>> {
  const recoveryCode = generateRecoveryCode()
  const changed = await changeWraps(keyring, async (wraps) => {
    const others = wraps.filter((wrap) => wrap.kind !== 'recovery')
    return succeed([...others, wrapWithRecoveryCode(keyring.dek, recoverySymbolsOrThrow(recoveryCode))])
  })
  return changed.ok ? succeed({ recoveryCode }) : changed
}

/** Writes both copies again from the good one. */
export async function repairKeyring(keyring: UnlockedKeyring): Promise<Result<void, KeyringChangeFailure>> {
  return changeWraps(keyring, async (wraps) => succeed(wraps))
}

/** Reads the keyring, proves that this data key sealed it, changes its wraps and writes both copies. */
export async function changeWraps<Reason extends Failure = never>(
  { dir, dek }: UnlockedKeyring,
  change: (wraps: Wrap[]) => Promise<Result<Wrap[], Reason>>,
): Promise<Result<void, Reason | KeyringChangeFailure>> {
  return inTurn(dir, async () => {
    const stored = await verifyKeyringMac(dir, dek)
    if (!stored.ok) return stored
    const changed = await change(stored.value.keyring.wraps)
    return changed.ok ? writeKeyring(dir, sealKeyring(changed.value, dek)) : changed
  })
}

function findUserWrap(wraps: readonly Wrap[], userId: string): PassphraseWrap | undefined {
  return wraps.find((wrap): wrap is PassphraseWrap => wrap.kind === 'passphrase' && wrap.userId === userId)
}

function isSameUser(wrap: Wrap, user: KeyringUser): boolean {
  if (wrap.kind !== 'passphrase') return false
  return wrap.userId === user.userId || userNameKey(wrap.userName) === userNameKey(user.userName)
}
