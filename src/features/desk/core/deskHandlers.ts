import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { deskContract } from '../common/contract.ts'
import { dropDraft, dropView, findDraft, keepDraft, listViews, openWith, saveView } from './deskRepo.ts'

const os = implement(deskContract).$context<DoorContext>().use(requireRight)

export const deskHandlers = {
  findDraft: os.findDraft.handler(async ({ input, context }) => ({
    draft: await findDraft(context.db, { ...input, userId: context.session.userId }),
  })),

  keepDraft: os.keepDraft.handler(async ({ input, context }) => {
    const savedAt = context.services.clock.now()
    const kept = await context.write((db) => keepDraft(db, { ...input, userId: context.session.userId, savedAt }))
    return { savedAt: kept ? savedAt : null }
  }),

  dropDraft: os.dropDraft.handler(async ({ input, context }) => {
    await context.write((db) => dropDraft(db, { ...input, userId: context.session.userId }))
    return {}
  }),

  listViews: os.listViews.handler(async ({ input, context }) => ({
    views: await listViews(context.db, { ...input, userId: context.session.userId }),
  })),

  saveView: os.saveView.handler(async ({ input, context }) => {
    const savedAt = context.services.clock.now()
    return { id: await context.write((db) => saveView(db, { ...input, userId: context.session.userId, savedAt })) }
  }),

  dropView: os.dropView.handler(async ({ input, context }) => {
    if (!(await context.write((db) => dropView(db, { ...input, userId: context.session.userId })))) {
      refuse('desk.notYours')
    }
    return {}
  }),

  openWith: os.openWith.handler(async ({ input, context }) => {
    await context.write(async (db) => {
      if (!(await openWith(db, { ...input, userId: context.session.userId }))) refuse('desk.notYours')
    })
    return {}
  }),
}
