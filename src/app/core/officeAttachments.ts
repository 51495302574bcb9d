import type { Services } from '../../db/office.ts'
import { listContentNames } from '../../features/attachments/core/attachmentRepo.ts'
import { copyAttachmentFiles, verifyAttachmentFiles } from '../../features/attachments/core/attachmentStore.ts'
import { eraseAttachmentFiles, eraseAttachmentRows } from '../../features/attachments/core/eraseAttachments.ts'

/** The attachment files as backups see them: names the book lists, copying, and whether all of them are there and whole. */
export const officeAttachments: Services['attachments'] = {
  listNames: listContentNames,
  erase: eraseAttachmentRows,
  eraseFiles: eraseAttachmentFiles,
  copy: async (fromDir, toDir) => {
    await copyAttachmentFiles(fromDir, toDir)
  },
  check: async (place, expected) => {
    const { damaged, missing } = await verifyAttachmentFiles(place, expected)
    // A file that no row names any more is swept some day; damaged or not, nobody misses it.
    return missing.length === 0 && !damaged.some((name) => expected.includes(name))
  },
}
