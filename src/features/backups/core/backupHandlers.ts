import { randomUUID } from 'node:crypto'
import { implement } from '@orpc/server'
import { valueOrRefuse } from '../../../base/common/failures.ts'
import type { Database } from '../../../db/database.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { backupContract } from '../common/contract.ts'
import { clearStaged, listBackups, makeBackup, placeStaged, stageBackup, verifyBackup } from './backupFolders.ts'

const os = implement(backupContract).$context<DoorContext>().use(requireRight)

export const backupHandlers = {
  list: os.list.handler(async ({ context }) => ({ backups: await listBackups(context.office) })),

  make: os.make.handler(async ({ context }) => valueOrRefuse(await makeBackup(context.office, context.services))),

  verify: os.verify.handler(async ({ input, context }) =>
    valueOrRefuse(await verifyBackup(context.office, context.services, input.id)),
  ),

  restore: os.restore.handler(async ({ input, context }) => {
    const { office, services, holder } = context
    valueOrRefuse(await verifyBackup(office, services, input.id))
    try {
      valueOrRefuse(await stageBackup(office, input.id, startNewEpoch))
      await holder.close()
      return { keptAside: valueOrRefuse(await placeStaged(office.dir, input.id)) }
    } finally {
      await clearStaged(office.dir)
    }
  }),
}

/** An old state comes back: the next bundle is a full report of a new chain, so the province cannot mistake it for a fork. */
async function startNewEpoch(database: Database): Promise<void> {
  await database.write(async (db) => {
    const { value } = await db
      .selectFrom('setting')
      .select('value')
      .where('name', '=', 'office')
      .executeTakeFirstOrThrow()
    const settings = { ...JSON.parse(value), epoch: randomUUID() }
    await db
      .updateTable('setting')
      .set({ value: JSON.stringify(settings) })
      .where('name', '=', 'office')
      .execute()
  })
}
