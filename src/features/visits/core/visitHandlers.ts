import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { setDeleted } from '../../../db/recordWriter.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { visitContract } from '../common/contract.ts'
import { countDueVisits, listDueVisits } from './dueVisits.ts'
import { readIntervals, writeIntervals } from './visitIntervals.ts'
import { insertVisit, listVisits, planVisits, saveVisit } from './visitRepo.ts'

const os = implement(visitContract).$context<DoorContext>().use(requireRight)

export const visitHandlers = {
  due: os.due.handler(async ({ input, context }) => ({
    rows: await listDueVisits(context.db, { ...input, ...ownDay(context) }),
  })),

  countDue: os.countDue.handler(({ input, context }) =>
    countDueVisits(context.db, { filter: input.filter, ...ownDay(context) }),
  ),

  forAddress: os.forAddress.handler(async ({ input, context }) => {
    const address = await context.db
      .selectFrom('address')
      .select('next_visit_on')
      .where('id', '=', input.addressId)
      .executeTakeFirst()
    if (address === undefined) refuse('common.notFound')
    return { visits: await listVisits(context.db, input.addressId), nextVisitOn: address.next_visit_on }
  }),

  record: os.record.handler(({ input, context }) => {
    refuseDayAhead(input.fields.madeOn, context)
    return context.write((db, writer) => insertVisit(db, writer, input))
  }),

  update: os.update.handler(async ({ input, context }) => {
    refuseDayAhead(input.fields.madeOn, context)
    await context.write((db, writer) => saveVisit(db, writer, input))
    return {}
  }),

  remove: os.remove.handler(async ({ input, context }) => {
    await context.write((db, writer) => setDeleted(db, writer, { table: 'visit', id: input.id, deleted: true }))
    return {}
  }),

  restore: os.restore.handler(async ({ input, context }) => {
    await context.write((db, writer) => setDeleted(db, writer, { table: 'visit', id: input.id, deleted: false }))
    return {}
  }),

  plan: os.plan.handler(async ({ input: { ids, on }, context }) => ({
    changed: await context.write((db, writer) => planVisits(db, writer, { ids, on, today: ownDay(context).today })),
  })),

  intervals: os.intervals.handler(({ context }) => readIntervals(context.db)),

  setIntervals: os.setIntervals.handler(async ({ input, context }) => {
    await context.write((db) => writeIntervals(db, input))
    return {}
  }),
}

function ownDay({ services, office }: Pick<OfficeContext, 'services' | 'office'>) {
  return { today: services.clock.today(), unitId: office.unitId }
}

function refuseDayAhead(day: string, { services }: Pick<OfficeContext, 'services'>): void {
  if (day > services.clock.today()) refuse('visits.dayAhead')
}
