import { chmodSync, mkdirSync } from 'node:fs'

/** File systems without rights of their own (USB sticks), and folders lent by an administrator. */
const CANNOT_CHANGE = ['EPERM', 'ENOTSUP', 'EROFS']

/** Makes the data folder, or closes an existing one to the other users of the PC. Windows keeps profiles apart by itself. */
export function makePrivateFolder(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  if (process.platform === 'win32') return
  try {
    chmodSync(dir, 0o700)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && CANNOT_CHANGE.includes(String(error.code)))) throw error
  }
}
