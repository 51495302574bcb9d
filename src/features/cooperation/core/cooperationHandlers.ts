import { implement } from '@orpc/server'
import { setDeleted } from '../../../db/recordWriter.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { cooperationContract } from '../common/contract.ts'
import { activityTotals, insertActivity, listActivities, saveActivity } from './activityRepo.ts'
import { findPartnerUnits, listDistricts } from './partnerUnitsRepo.ts'

const os = implement(cooperationContract).$context<DoorContext>().use(requireRight)

export const cooperationHandlers = {
  list: os.list.handler(async ({ input, context }) => {
    const activities = await listActivities(context.db, { unitId: context.office.unitId, year: input.year })
    return { activities, totals: activityTotals(activities) }
  }),

  units: os.units.handler(async ({ input, context }) => ({
    partners: await findPartnerUnits(context.db, { kind: context.office.kind, search: input.search }),
  })),

  districts: os.districts.handler(async ({ context }) => ({ districts: await listDistricts(context.db) })),

  add: os.add.handler(async ({ input, context }) => ({
    id: await context.write((db, writer) => insertActivity(db, writer, input.fields)),
  })),

  update: os.update.handler(async ({ input, context }) => {
    await context.write((db, writer) => saveActivity(db, writer, input))
    return {}
  }),

  remove: os.remove.handler(async ({ input, context }) => {
    await context.write((db, writer) =>
      setDeleted(db, writer, { table: 'joint_activity', id: input.id, deleted: true }),
    )
    return {}
  }),

  restore: os.restore.handler(async ({ input, context }) => {
    await context.write((db, writer) =>
      setDeleted(db, writer, { table: 'joint_activity', id: input.id, deleted: false }),
    )
    return {}
  }),
}
