import type { Services } from '../../db/office.ts'
import { listContentNames } from '../../features/attachments/core/attachmentRepo.ts'
import {
  copyAttachmentFiles,
  putAttachment,
  readAttachment,
  verifyAttachmentFiles,
} from '../../features/attachments/core/attachmentStore.ts'
import {
  eraseAttachmentFiles,
  eraseAttachmentRows,
  sweepOrphans,
} from '../../features/attachments/core/eraseAttachments.ts'
import { readContent } from '../../features/attachments/core/readContent.ts'

/** The attachment files as backups see them: names the book lists, copying, and whether all of them are there and whole. */
export const officeAttachments: Services['attachments'] = {
  listNames: listContentNames,
  erase: eraseAttachmentRows,
  eraseFiles: eraseAttachmentFiles,
  sweep: sweepOrphans,
  copy: async (fromDir, toDir) => {
    await copyAttachmentFiles(fromDir, toDir)
  },
  put: putAttachment,
  read: readAttachment,
  readFile: (bytes, kind) => {
    const file = readContent(bytes, kind)
    return file.ok ? file.value : undefined
  },
  check: async (place, expected) => {
    const { damaged, missing } = await verifyAttachmentFiles(place, expected)
    // A file that no row names any more is swept some day; damaged or not, nobody misses it.
    return missing.length === 0 && !damaged.some((name) => expected.includes(name))
  },
}
