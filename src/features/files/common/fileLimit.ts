import { refuse } from '../../../base/common/failures.ts'

/**
 * A file is held in memory while it is read; larger ones come in parts (photos), or are no register at all. A little under what
 * the host takes as a body, for what wraps the file.
 */
const MOST_FILE_BYTES = 63 * 1024 * 1024

/** @throws `files.tooLarge` */
export function refuseTooLarge({ size }: { size: number }): void {
  if (size > MOST_FILE_BYTES) refuse('files.tooLarge', { megabytes: MOST_FILE_BYTES / 1024 / 1024 })
}
