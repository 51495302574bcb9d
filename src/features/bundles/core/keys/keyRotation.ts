import { refuse } from '../../../../base/common/failures.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { UnitNames } from '../../common/bundleSchemas.ts'
import {
  KEY_FILE_NAMESPACE,
  KEY_ROTATION_FORMAT,
  type KeyRotation,
  keyRotationSchema,
  MAX_KEY_FILE_BYTES,
} from '../../common/keyFile.ts'
import { CENTRE_CODE } from '../directory/directorySigner.ts'
import { followSigner } from '../directory/signerRepo.ts'
import { canonicalJson } from '../envelope/canonicalJson.ts'
import { parseSshSignature, signSsh, verifySshSignature } from '../envelope/sshSignature.ts'
import { generateUnitKeys, signerFingerprint, type UnitPublicKeys } from '../envelope/unitKeys.ts'
import { lastReceivedSeq } from '../open/receivedRepo.ts'
import { readEpoch } from '../seal/sentRepo.ts'
import { findUnitByCode } from '../unitNamesRepo.ts'
import { ensureOwnKeys, keepRotation, readKeptRotation, replaceOwnKeys } from './ownKeysRepo.ts'
import { enrolUnitKey, findUnitKey, withdrawKey } from './unitKeysRepo.ts'

/** Makes new keys of this office and the text that introduces them: signed by the old key and by the new. */
export async function rotateKeys(context: OfficeContext): Promise<string> {
  const { office, services } = context
  const old = await ensureOwnKeys(context)
  const fresh = await generateUnitKeys()
  const createdAt = services.clock.now()
  return context.write(async (db) => {
    const unsigned = {
      format: KEY_ROTATION_FORMAT,
      unitCode: office.unitCode,
      old: signerFingerprint(old.publicKeys),
      ...fresh.publicKeys,
      fromSeq: (await highestSent(db, await readEpoch(db))) + 1,
    } as const
    const sign = (seed: string) => signSsh(Buffer.from(seed, 'base64'), KEY_FILE_NAMESPACE, signedBytes(unsigned))
    const rotation: KeyRotation = {
      ...unsigned,
      signedByOld: sign(old.privateKeys.signing),
      signedByNew: sign(fresh.privateKeys.signing),
    }
    await replaceOwnKeys(db, office, { ...fresh, createdAt })
    const text = `${JSON.stringify(rotation, null, 2)}\n`
    await keepRotation(db, text)
    return text
  })
}

/** The file of the last change of keys once more, when it brought in the keys of today: the first copy may have been lost. */
export async function findRotation({ db }: OfficeContext, { signing }: UnitPublicKeys): Promise<string | undefined> {
  const text = await readKeptRotation(db)
  return text !== undefined && readRotation(text)?.signing === signing ? text : undefined
}

type Db = Parameters<Parameters<OfficeContext['write']>[0]>[0]

async function highestSent(db: Db, epoch: string): Promise<number> {
  const row = await db
    .selectFrom('bundle_sent')
    .select((expression) => expression.fn.max('seq').as('seq'))
    .where('kind', '=', 'report')
    .where('epoch', '=', epoch)
    .executeTakeFirst()
  return Number(row?.seq ?? 0)
}

/**
 * Takes in a unit's new keys on the word of its old ones, if these are in force here. The old key stays good for numbers below
 * `fromSeq`, which may still be on their way. A file that was taken in before changes nothing.
 */
export async function acceptRotation(
  context: OfficeContext,
  text: string,
): Promise<{ unit: UnitNames; fromSeq: number }> {
  const rotation = readRotation(text)
  if (rotation === undefined) refuse('bundles.notAKeyFile')
  const unit = await findUnitByCode(context.db, rotation.unitCode)
  if (unit === undefined) refuse('bundles.unknownUnit', { code: rotation.unitCode })
  await context.write(async (db, { now }) => {
    const asSender = await followKey(db, { rotation, unitId: unit.id, role: 'sender', now })
    const asReceiver = await followKey(db, { rotation, unitId: unit.id, role: 'receiver', now })
    const { old, signing } = rotation
    const asCentre = rotation.unitCode === CENTRE_CODE && (await followSigner(db, { old, signing, now }))
    if (asSender || asReceiver || asCentre || (await isInForce(db, { rotation, unitId: unit.id }))) return
    refuse('bundles.oldKeyNotInForce', { unit: unit.vi })
  })
  return { unit, fromSeq: rotation.fromSeq }
}

/** The same file may come twice, by Zalo and on the stick. */
async function isInForce(db: Db, { rotation, unitId }: Pick<Following, 'rotation' | 'unitId'>): Promise<boolean> {
  const fingerprint = signerFingerprint(rotation)
  for (const role of ['sender', 'receiver'] as const) {
    const key = await findUnitKey(db, { fingerprint, role })
    if (key?.unit_id === unitId && key.revoked_from_seq === null) return true
  }
  return false
}

interface Following {
  rotation: KeyRotation
  unitId: string
  role: 'sender' | 'receiver'
  now: string
}

/**
 * The unit's new keys in one role; false when the old ones are not in force in it. Who reports to the unit goes on addressing
 * its recovery recipient, which is another key.
 */
async function followKey(db: Db, { rotation, unitId, role, now }: Following): Promise<boolean> {
  const old = await findUnitKey(db, { fingerprint: rotation.old, role })
  if (old?.unit_id !== unitId || old.revoked_from_seq !== null) return false
  const key = {
    unit_id: unitId,
    signing_public: rotation.signing,
    box_public: rotation.box,
    recovery_public: old.recovery_public,
    fingerprint: signerFingerprint(rotation),
    role,
    enrolled_at: now,
  }
  await enrolUnitKey(db, key, role === 'sender' ? await lastReceivedSeq(db, unitId) : 0)
  if (role === 'sender') await withdrawKey(db, { id: old.id, fromSeq: rotation.fromSeq })
  return true
}

function readRotation(text: string): KeyRotation | undefined {
  if (text.length > MAX_KEY_FILE_BYTES) return undefined
  const parsed = keyRotationSchema.safeParse(parseJson(text))
  if (!parsed.success) return undefined
  const { signedByOld, signedByNew, ...unsigned } = parsed.data
  const bytes = signedBytes(unsigned)
  const holds = (signature: string, by: string) => {
    const read = parseSshSignature(Buffer.from(signature, 'latin1'), KEY_FILE_NAMESPACE)
    if (read === undefined || !verifySshSignature(read, KEY_FILE_NAMESPACE, bytes)) return false
    return signerFingerprint({ signing: read.publicKey.toString('base64') }) === by
  }
  const isVouched = holds(signedByOld, unsigned.old) && holds(signedByNew, signerFingerprint(unsigned))
  return isVouched ? parsed.data : undefined
}

function signedBytes(unsigned: Omit<KeyRotation, 'signedByOld' | 'signedByNew'>): Buffer {
  return Buffer.from(`${canonicalJson(unsigned)}\n`, 'utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.trim())
  } catch {
    // No JSON is refused by the schema, with the same answer as wrong JSON.
    return undefined
  }
}
