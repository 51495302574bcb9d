import type { OfficeContext } from '../../../../db/requireRight.ts'
import { signerFingerprint } from '../envelope/unitKeys.ts'
import { verifyBundle } from '../envelope/verifyBundle.ts'
import { ensureOwnKeys } from '../keys/ownKeysRepo.ts'
import { readKept } from './keptFiles.ts'

/** A kept file that may go out once more; not one signed by keys changed since, which whoever knows the present ones refuses. */
export async function readKeptInForce(context: OfficeContext, id: string): Promise<Uint8Array | undefined> {
  const bytes = await readKept(context.office, id)
  if (bytes === undefined) return undefined
  const own = signerFingerprint((await ensureOwnKeys(context)).publicKeys)
  const seen = verifyBundle(bytes, { knownSigners: new Set([own]), ourRecipients: [], mode: 'inspect' })
  return seen.ok && seen.value.signer.known ? bytes : undefined
}
