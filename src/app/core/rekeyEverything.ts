import type { Services } from '../../db/office.ts'
import { rekeyAttachments } from '../../features/attachments/core/rekeyAttachments.ts'
import { rewrapOwnKeys } from '../../features/bundles/core/keys/rewrapOwnKeys.ts'

/** Everything of an office that hangs on its data key beside the book itself. */
export const rekeyEverything: Services['whenRekeyed'] = async (db, keys) => {
  await rewrapOwnKeys(db, keys)
  await rekeyAttachments(db, keys)
}
