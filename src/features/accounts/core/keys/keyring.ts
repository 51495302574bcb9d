import { createHash, randomBytes } from 'node:crypto'
import { type Failure, failWith, type Result, succeed } from '../../../../base/common/result.ts'
import { checkPassphrase, type PassphraseTooWeak } from '../../common/passphrase.ts'
import type { KdfProfile } from './kdf.ts'
import {
  inTurn,
  type KeyringFileName,
  type KeyringNotSaved,
  type KeyringUnreadable,
  readKeyring,
  type StoredKeyring,
  writeKeyring,
} from './keyringFiles.ts'
import { isKeyringMacRight, type PassphraseWrap, sealKeyring } from './keyringSchema.ts'
import {
  isBoundElsewhere,
  type KeyringUser,
  openWithPassphrase,
  openWithRecoveryCode,
  wrapWithPassphrase,
  wrapWithRecoveryCode,
} from './keyWrap.ts'
import { generateRecoveryCode, parseRecoveryCode, type RecoveryCodeFailure } from './recoveryCode.ts'
import { userNameKey } from './userNameKey.ts'

export interface NewKeyring extends KeyringUser {
  /** The folder of the database. */
  dir: string
  passphrase: string
  kdf: KdfProfile
}

export interface CreatedKeyring {
  /** 32 random bytes, the raw key of the database. The caller zeroes it when the database is closed. */
  dek: Buffer
  /** To print and seal; it is stored nowhere. */
  recoveryCode: string
}

/** What an opened keyring gives; `copiesToRepair` not empty asks for `repairKeyring`. */
export interface OpenedKeyring {
  dek: Buffer
  copiesToRepair: KeyringFileName[]
}

/** `accounts.boundElsewhere`: the passphrase works only on another PC; the recovery code works everywhere. */
export type WrongPassphrase = Failure<'accounts.wrongPassphrase' | 'accounts.boundElsewhere'>

/** Makes the data key of a new office. Never overwrites a keyring, whole or damaged: that would lose the database beside it. */
export async function createKeyring(
  input: NewKeyring,
): Promise<Result<CreatedKeyring, Failure<'accounts.keyringExists'> | PassphraseTooWeak | KeyringNotSaved>> {
  const strength = checkPassphrase(input.passphrase, input.userName)
  if (!strength.ok) return strength
  return inTurn(input.dir, async () => {
    const stored = await readKeyring(input.dir)
    if (stored.ok || stored.failure.code !== 'accounts.keyringMissing') return failWith('accounts.keyringExists')
    const dek = randomBytes(32)
    const recoveryCode = generateRecoveryCode()
    const wraps = [
      await wrapWithPassphrase({ ...input, dek }),
      wrapWithRecoveryCode(dek, recoverySymbolsOrThrow(recoveryCode)),
    ]
    const saved = await writeKeyring(input.dir, sealKeyring(wraps, dek))
    if (saved.ok) return succeed({ dek, recoveryCode })
    dek.fill(0)
    return saved
  })
}

/**
 * Opens the keyring with a person's passphrase. A damaged keyring is known before the passphrase is tried, so
 * `accounts.wrongPassphrase` always means the passphrase or the name. An unknown name costs the same derivation and gets the
 * same answer as a wrong passphrase.
 */
export async function unlockKeyring(input: {
  dir: string
  userName: string
  passphrase: string
  deviceSecret?: Uint8Array | undefined
}): Promise<Result<OpenedKeyring & { userId: string }, WrongPassphrase | KeyringUnreadable>> {
  const stored = await readKeyring(input.dir)
  if (!stored.ok) return stored
  const wrap = findPassphraseWrap(stored.value, input.userName)
  if (wrap && isBoundElsewhere(wrap, input.deviceSecret)) return failWith('accounts.boundElsewhere')
  const tried = wrap ?? decoyWrap(stored.value, input.userName)
  const dek = await openWithPassphrase(tried, input.passphrase, input.deviceSecret)
  if (!wrap || !dek) return failWith('accounts.wrongPassphrase')
  const opened = acceptIfMacRight(stored.value, dek)
  return opened.ok ? succeed({ ...opened.value, userId: wrap.userId }) : opened
}

/** Opens the keyring with the printed code; the next steps are `setPassphrase` and `replaceRecoveryCode`. */
export async function unlockWithRecovery(input: {
  dir: string
  recoveryCode: string
}): Promise<Result<OpenedKeyring, Failure<'accounts.wrongRecoveryCode'> | RecoveryCodeFailure | KeyringUnreadable>> {
  const symbols = parseRecoveryCode(input.recoveryCode)
  if (!symbols.ok) return symbols
  const stored = await readKeyring(input.dir)
  if (!stored.ok) return stored
  const wrap = stored.value.keyring.wraps.find((candidate) => candidate.kind === 'recovery')
  const dek = wrap && openWithRecoveryCode(wrap, symbols.value)
  return dek ? acceptIfMacRight(stored.value, dek) : failWith('accounts.wrongRecoveryCode')
}

/** The names for the login page, in the order in which the people were added. Not authenticated: nobody has unlocked anything yet. */
export async function listKeyringUsers(dir: string): Promise<Result<string[], KeyringUnreadable>> {
  const stored = await readKeyring(dir)
  if (!stored.ok) return stored
  return succeed(passphraseWraps(stored.value).map((wrap) => wrap.userName))
}

/** The id that goes with a name; undefined for a stranger. */
export async function findKeyringUser(dir: string, userName: string): Promise<string | undefined> {
  const stored = await readKeyring(dir)
  return stored.ok ? findPassphraseWrap(stored.value, userName)?.userId : undefined
}

/** Whether the keyring on the disk is the one this data key sealed, e.g. before a backup counts as good. */
export async function verifyKeyringMac(
  dir: string,
  dek: Uint8Array,
): Promise<Result<StoredKeyring, KeyringUnreadable>> {
  const stored = await readKeyring(dir)
  if (!stored.ok || isKeyringMacRight(stored.value.keyring, dek)) return stored
  return forged()
}

/** Zeroes the data key when the keyring around it was changed by someone who did not hold it. */
export function acceptIfMacRight(stored: StoredKeyring, dek: Buffer): Result<OpenedKeyring, KeyringUnreadable> {
  if (isKeyringMacRight(stored.keyring, dek)) return succeed({ dek, copiesToRepair: stored.copiesToRepair })
  dek.fill(0)
  return forged()
}

/** For a code this program has just made. */
export function recoverySymbolsOrThrow(code: string): string {
  const symbols = parseRecoveryCode(code)
  if (!symbols.ok) throw new Error('a generated recovery code does not parse')
  return symbols.value
}

function forged(): Result<never, KeyringUnreadable> {
  return failWith('accounts.keyringDamaged', { main: 'forged', copy: 'forged' })
}

function passphraseWraps(stored: StoredKeyring): PassphraseWrap[] {
  return stored.keyring.wraps.filter((wrap) => wrap.kind === 'passphrase')
}

function findPassphraseWrap(stored: StoredKeyring, userName: string): PassphraseWrap | undefined {
  return passphraseWraps(stored).find((wrap) => userNameKey(wrap.userName) === userNameKey(userName))
}

/**
 * Another person's wrap with a random salt, which no passphrase opens. The same unknown name always draws the same person,
 * so that its time does not waver between two people's costs.
 */
function decoyWrap(stored: StoredKeyring, userName: string): PassphraseWrap {
  const wraps = passphraseWraps(stored)
  const draw = createHash('sha256').update(userNameKey(userName)).digest().readUInt32BE(0)
  const wrap = wraps[draw % wraps.length]
  if (!wrap) throw new Error('a keyring without people passed its schema')
  return { ...wrap, salt: randomBytes(16).toString('base64') }
}
