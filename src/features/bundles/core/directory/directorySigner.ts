import type { WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { KeyFile } from '../../common/keyFile.ts'
import { signerFingerprint } from '../envelope/unitKeys.ts'
import { ensureOwnKeys } from '../keys/ownKeysRepo.ts'
import { enrolSigner, findDirectorySigner, findSigner } from './signerRepo.ts'
import { unitIdOf } from './unitLinesRepo.ts'

/** The code of the centre in every list of units: the one office whose directories count. */
export const CENTRE_CODE = 'VN'

/** The centre's key as this office knows it, to be named in its answer files; the centre names its own. */
export async function findDirectoryKey(context: OfficeContext): Promise<string | null> {
  if (context.office.kind === 'central') return (await ensureOwnKeys(context)).publicKeys.signing
  return (await findDirectorySigner(context.db))?.signing_public ?? null
}

interface Vouched {
  /** A key file whose signing key was checked: by its digits, or as that of the office above. */
  file: KeyFile
  vouchedBy: string
  now: string
}

/**
 * Takes in the centre's key on the word of a checked key file: so a branch that never met the centre believes its directories.
 * The centre's own file speaks for itself. A key that was withdrawn does not come back by another office's older file.
 * Gives whether the file named one.
 */
export async function takeSigner(db: WriteDb, { file, vouchedBy, now }: Vouched): Promise<boolean> {
  const isCentres = file.unitCode === CENTRE_CODE
  const signing = isCentres ? file.signing : file.directory
  if (signing === null) return false
  const known = await findSigner(db, signerFingerprint({ signing }))
  if (!isCentres && known !== undefined && known.revoked_from_version !== null) return true
  await enrolSigner(db, { signing, unitId: unitIdOf(CENTRE_CODE), vouchedBy: isCentres ? null : vouchedBy, now })
  return true
}
