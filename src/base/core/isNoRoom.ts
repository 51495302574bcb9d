/** Whether a write failed for want of room. `EDQUOT`: a quota is used up; `EFBIG`: larger than the file system takes. */
export function isNoRoom(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === 'EFBIG'
}
