import { type Result, succeed } from '../../base/common/result.ts'
import { lockOffice, type OfficeLock } from '../../db/officeLock.ts'
import { makePrivateFolder } from './makePrivateFolder.ts'

/** A lock nobody refers to would be closed by the garbage collector, and the folder would be free in the middle of the day. */
const held = new Set<OfficeLock>()

/**
 * Keeps a second window or page server off a folder from its first moment, before anybody has unlocked an office: the
 * second start is told at once instead of at its passphrase. The command line takes only the office's own lock, so it works
 * beside a program whose office is closed. Failure: common.alreadyRunning.
 */
export function lockProgram(rootDir: string): Result<OfficeLock> {
  makePrivateFolder(rootDir)
  const locked = lockOffice(rootDir, 'program.lock')
  if (!locked.ok) return locked
  held.add(locked.value)
  return succeed({
    release: () => {
      held.delete(locked.value)
      locked.value.release()
    },
  })
}
