import { refuse } from '../../../../base/common/failures.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { DIRECTORY_IDENTITY, DIRECTORY_RECIPIENT } from '../../common/directory/directoryKey.ts'
import type { InspectedFile, OpenedFile } from '../../common/fileSchemas.ts'
import { KEY_FILE_FORMAT, KEY_ROTATION_FORMAT, MAX_KEY_FILE_BYTES } from '../../common/keyFile.ts'
import { listDirectorySigners } from '../directory/signerRepo.ts'
import { peekManifest } from '../envelope/decryptBundle.ts'
import { recipientOf } from '../envelope/recipientOf.ts'
import { verifyBundle } from '../envelope/verifyBundle.ts'
import { listOwnIdentities } from '../keys/ownKeysRepo.ts'
import { listSigners, type Signer } from '../keys/unitKeysRepo.ts'
import type { Acceptance } from './openBundle.ts'
import { OPENERS } from './openers.ts'
import type { Opener } from './shortOpener.ts'

/** What a picked file is and what opening it would change: a person need not know which kind somebody sent. */
export async function inspectFile(context: OfficeContext, bytes: Uint8Array): Promise<InspectedFile> {
  return (await openerOf(context, bytes)).inspect(context, bytes)
}

/** Opens a picked file as what it is. */
export async function openFile(context: OfficeContext, bytes: Uint8Array, accept: Acceptance): Promise<OpenedFile> {
  return (await openerOf(context, bytes)).open(context, bytes, accept)
}

/**
 * The envelope is proven before anything inside is looked at. Only the kind is taken from here: the opener proves the file
 * anew against the keys that may sign its kind.
 */
async function openerOf(context: OfficeContext, bytes: Uint8Array): Promise<Opener> {
  const { db, office } = context
  const identities = [...(await listOwnIdentities(db, office)), DIRECTORY_IDENTITY]
  const signers: Signer[] = await listDirectorySigners(context)
  for (const role of ['sender', 'receiver', 'partner'] as const) signers.push(...(await listSigners(db, role)))
  const verified = verifyBundle(bytes, {
    knownSigners: new Set(signers.map((signer) => signer.fingerprint)),
    ourRecipients: await Promise.all(identities.map((identity) => recipientOf(identity))),
    mode: 'import',
  })
  if (!verified.ok) {
    if (verified.failure.code === 'bundles.unknownSender') refuseUnknownCentre(bytes)
    if (isKeyFile(bytes)) refuse('bundles.keyFileHere')
    refuse(verified.failure.code, { ...verified.failure.params })
  }
  const manifest = await peekManifest(verified.value, identities)
  if (!manifest.ok) refuse(manifest.failure.code, { ...manifest.failure.params })
  const opener = OPENERS[manifest.value.bundleKind]
  if (opener === undefined) refuse('bundles.wrongKind', { kind: manifest.value.bundleKind })
  return opener
}

/** Keys are not opened but enrolled, with digits heard by phone: whoever picks such a file here is told where. */
function isKeyFile(bytes: Uint8Array): boolean {
  if (bytes.length > MAX_KEY_FILE_BYTES) return false
  const text = Buffer.from(bytes).toString('latin1')
  return [KEY_FILE_FORMAT, KEY_ROTATION_FORMAT].some((format) => text.includes(`"format": "${format}"`))
}

/** What is addressed to everybody is a directory: the centre has keys nobody here was told of, and that has its own way out. */
function refuseUnknownCentre(bytes: Uint8Array): void {
  const seen = verifyBundle(bytes, { knownSigners: new Set(), ourRecipients: [DIRECTORY_RECIPIENT], mode: 'inspect' })
  if (!seen.ok || seen.value.addressedTo.length === 0) return
  refuse('bundles.directoryUnknownKey', { fingerprint: seen.value.signer.fingerprint })
}
