import { implement } from '@orpc/server'
import { refuse, valueOrRefuse } from '../../../base/common/failures.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { backupContract } from '../common/contract.ts'
import { keepRehearsal, listBackups, readBackupStatus } from './backupStatus.ts'
import { findBackup, makeBackup, verifyBackup } from './makeBackup.ts'
import { rehearseRestore } from './rehearse.ts'
import { clearStaged, placeStaged, stageBackup } from './restoreBackup.ts'
import { checkFolder, keepSecondFolder } from './secondFolder.ts'

const os = implement(backupContract).$context<DoorContext>().use(requireRight)

export const backupHandlers = {
  list: os.list.handler(async ({ context }) => ({
    backups: await listBackups(context.office, context.services.clock.now()),
  })),

  status: os.status.handler(({ context }) => readBackupStatus(context.office, context.services.clock)),

  make: os.make.handler(async ({ context }) => {
    // The copy tells its own end of the log: what people looked at until now belongs into it.
    await context.holder.trail?.flush()
    return valueOrRefuse(await makeBackup(context.office, context.services))
  }),

  verify: os.verify.handler(async ({ input, context }) =>
    valueOrRefuse(await verifyBackup(context.office, context.services, input.id)),
  ),

  setFolder: os.setFolder.handler(async ({ input, context }) => {
    const second = input.path === null ? null : valueOrRefuse(await checkFolder(context.office, input.path))
    await context.write((db) => keepSecondFolder(db, second?.path ?? null))
    return { second }
  }),

  rehearse: os.rehearse.handler(async ({ context }) => {
    const { office, services } = context
    const at = services.clock.now()
    const rehearsed = await rehearseRestore(office, services)
    const id = rehearsed.ok ? rehearsed.value.id : ''
    await context.write((db) => keepRehearsal(db, { at, id, good: rehearsed.ok }))
    return { at, ...valueOrRefuse(rehearsed) }
  }),

  restore: os.restore.handler(async ({ input, context }) => {
    const { office, services, holder, session } = context
    const found = await findBackup(office, input.id)
    if (found === undefined) refuse('backups.notFound')
    const { backup } = found
    await holder.trail?.flush()
    try {
      const restoring = { backup, userId: session.userId, now: services.clock.now() }
      const gone = valueOrRefuse(await stageBackup(office, services, restoring))
      await holder.close()
      const keptAside = valueOrRefuse(await placeStaged(office.dir, backup))
      await services.attachments.eraseFiles(office.dir, gone)
      return { keptAside }
    } finally {
      await clearStaged(office.dir)
    }
  }),
}
