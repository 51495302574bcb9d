import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { refuse, valueOrRefuse } from '../../../base/common/failures.ts'
import type { Result } from '../../../base/common/result.ts'
import { auditedWrite } from '../../../db/auditedWrite.ts'
import type { WriteDb } from '../../../db/database.ts'
import { lockOffice } from '../../../db/officeLock.ts'
import { DATABASE_FILE, openOffice } from '../../../db/openOffice.ts'
import { keepPastDataKey } from '../../../db/pastDataKeys.ts'
import { prepareOfficeFile } from '../../../db/prepareOfficeFile.ts'
import type { OfficeContext } from '../../../db/requireRight.ts'
import { KeySwap, removeFoldedLog } from './keySwap.ts'
import { generatePassphrase } from './keys/generatePassphrase.ts'
import { recoverySymbolsOrThrow, unlockKeyring, verifyKeyringMac } from './keys/keyring.ts'
import { writeKeyring } from './keys/keyringFiles.ts'
import { type PassphraseWrap, sealKeyring, type Wrap } from './keys/keyringSchema.ts'
import { wrapWithPassphrase, wrapWithRecoveryCode } from './keys/keyWrap.ts'
import { wrapForProvince } from './keys/provinceRecovery.ts'
import { generateRecoveryCode } from './keys/recoveryCode.ts'
import { kdfOf } from './officeLifecycle.ts'

/** What has to be handed out on paper after a change of key. */
export interface NewSecrets {
  recoveryCode: string
  /** Everybody but the caller: their old passphrases open the old key only. */
  passphrases: { userName: string; passphrase: string }[]
}

export interface KeyChange {
  /** The caller's own, which goes on opening the office. */
  passphrase: string
  /** Whose wrap is not carried over. */
  leaverId: string
  /** Done to the book under its new key, in one transaction. */
  work: (db: WriteDb) => Promise<void>
}

/**
 * Encrypts the office under a new data key: after a person who could open it has left in anger, what they may have copied opens
 * nothing that is written from now on. Copy, encrypt the copy, verify, swap; a crash at any step leaves the old office or the
 * new one. The office is closed meanwhile; the caller's session goes on afterwards.
 */
export async function changeDataKey(context: OfficeContext, change: KeyChange): Promise<NewSecrets> {
  const { office, session, holder } = context
  if (office.database.dialect !== 'sqlite') refuse('accounts.onlyForFiles')
  const oldKey = Buffer.from(office.dataKey)
  const newKey = randomBytes(32)
  let secrets: NewSecrets | undefined
  try {
    await holder.reopen(session, async () => {
      const made = await trySwap(context, { change, oldKey, newKey })
      if (made.ok) secrets = made.value
      const opened = valueOrRefuse(await openOffice(office.dir, made.ok ? newKey : oldKey))
      return { office: opened, failure: made.ok ? undefined : made.error }
    })
  } finally {
    oldKey.fill(0)
    newKey.fill(0)
  }
  if (secrets === undefined) throw new Error('a change of key ended without its secrets')
  return secrets
}

interface Swap {
  change: KeyChange
  oldKey: Buffer
  newKey: Buffer
}

/** Whatever goes wrong, the office can be opened again: with the old key, since nothing was swapped. */
async function trySwap(
  context: OfficeContext,
  swap: Swap,
): Promise<{ ok: true; value: NewSecrets } | { ok: false; error: unknown }> {
  const { dir } = context.office
  const draft = new KeySwap(dir)
  const lock = valueOrRefuse(lockOffice(dir))
  try {
    await draft.begin()
    const secrets = await makeDraft(context, swap, draft)
    await draft.commit()
    return { ok: true, value: secrets }
  } catch (error) {
    await draft.forget()
    return { ok: false, error }
  } finally {
    lock.release()
  }
}

async function makeDraft(context: OfficeContext, swap: Swap, draft: KeySwap): Promise<NewSecrets> {
  const { office, services } = context
  const { change, oldKey, newKey } = swap
  const book = join(office.dir, DATABASE_FILE)
  await removeFoldedLog(book)
  const job = { from: book, to: draft.databaseFile, oldKey, newKey }
  valueOrRefuse(await services.jobs.run<Result<null>>('accounts.rekeyBook', job))
  valueOrRefuse(
    await prepareOfficeFile(draft.databaseFile, newKey, ({ write }) => write((db) => settle(context, swap, db))),
  )
  const { wraps, secrets } = await wrapAnew(context, swap)
  valueOrRefuse(await writeKeyring(draft.dir, sealKeyring(wraps, newKey)))
  await proveKeyring(context, { draft, passphrase: change.passphrase, newKey })
  return secrets
}

async function settle(context: OfficeContext, { change, oldKey, newKey }: Swap, db: WriteDb): Promise<void> {
  const { office, session, services } = context
  const writer = { userId: session.userId, unitId: office.unitId, now: services.clock.now() }
  const act = { owner: office, writer, procedure: 'accounts.users.remove', always: true, subject: change.leaverId }
  await auditedWrite(db, act, async () => {
    await keepPastDataKey(db, { from: oldKey, to: newKey, now: writer.now })
    await services.whenRekeyed(db, { dir: office.dir, from: oldKey, to: newKey })
    await change.work(db)
  })
}

async function wrapAnew(context: OfficeContext, swap: Swap): Promise<{ wraps: Wrap[]; secrets: NewSecrets }> {
  const { office, session, services } = context
  const { change, oldKey, newKey } = swap
  const { keyring } = valueOrRefuse(await verifyKeyringMac(office.dir, oldKey))
  const kdf = await kdfOf(services)
  const recoveryCode = generateRecoveryCode()
  const secrets: NewSecrets = { recoveryCode, passphrases: [] }
  const wraps: Wrap[] = [wrapWithRecoveryCode(newKey, recoverySymbolsOrThrow(recoveryCode))]
  for (const wrap of keyring.wraps) {
    if (wrap.kind === 'provinceRecovery') wraps.push(await wrapForProvince(newKey, wrap.recipient))
    if (wrap.kind !== 'passphrase' || wrap.userId === change.leaverId) continue
    const isCaller = wrap.userId === session.userId
    const passphrase = isCaller ? change.passphrase : generatePassphrase()
    if (!isCaller) secrets.passphrases.push({ userName: wrap.userName, passphrase })
    wraps.push(await wrapAgain(wrap, { dek: newKey, passphrase, kdf }))
  }
  return { wraps, secrets }
}

function wrapAgain(
  { userId, userName }: PassphraseWrap,
  by: { dek: Uint8Array; passphrase: string; kdf: Awaited<ReturnType<typeof kdfOf>> },
) {
  return wrapWithPassphrase({ userId, userName, ...by })
}

/** The keyring as it lies on the disk opens with the caller's passphrase and gives the new key. */
async function proveKeyring(
  { session }: Pick<Parameters<typeof changeDataKey>[0], 'session'>,
  { draft, passphrase, newKey }: { draft: KeySwap; passphrase: string; newKey: Buffer },
): Promise<void> {
  const proof = await unlockKeyring({ dir: draft.dir, userName: session.userName, passphrase })
  if (!proof.ok || !proof.value.dek.equals(newKey)) throw new Error('the new keyring does not open')
  proof.value.dek.fill(0)
}
