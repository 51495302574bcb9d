import { refuse } from '../../../base/common/failures.ts'
import { setDeleted } from '../../../db/recordWriter.ts'
import type { OfficeContext } from '../../../db/requireRight.ts'
import { addressProcedures as os } from './addressProcedures.ts'
import { listCertificates, saveCertificate } from './certificateRepo.ts'
import { listNeeds, saveNeed, setNeedMet } from './needRepo.ts'
import { readPriority, readWeights, writeWeights } from './priorityRepo.ts'
import { listSurveys, saveSurvey } from './surveyRepo.ts'

export const surveyHandlers = {
  list: os.surveys.list.handler(async ({ input, context }) => ({
    surveys: await listSurveys(context.db, input.addressId),
  })),
  save: os.surveys.save.handler(async ({ input, context }) => {
    refuseDayAhead(input.fields.onDay, context)
    return { id: await context.write((db, writer) => saveSurvey(db, writer, input)) }
  }),
  remove: os.surveys.remove.handler(({ input, context }) => hide(context, { table: 'survey', id: input.id })),
}

export const certificateHandlers = {
  list: os.certificates.list.handler(async ({ input, context }) => ({
    certificates: await listCertificates(context.db, { ...input, today: context.services.clock.today() }),
  })),
  save: os.certificates.save.handler(async ({ input, context }) => ({
    id: await context.write((db, writer) => saveCertificate(db, writer, input)),
  })),
  remove: os.certificates.remove.handler(({ input, context }) => hide(context, { table: 'certificate', id: input.id })),
}

export const needHandlers = {
  list: os.needs.list.handler(async ({ input, context }) => ({ needs: await listNeeds(context.db, input.addressId) })),
  save: os.needs.save.handler(async ({ input, context }) => {
    refuseDayAhead(input.fields.openedOn, context)
    return { id: await context.write((db, writer) => saveNeed(db, writer, input)) }
  }),
  meet: os.needs.meet.handler(async ({ input, context }) => {
    refuseDayAhead(input.metOn, context)
    await context.write((db, writer) => setNeedMet(db, writer, input))
    return {}
  }),
  reopen: os.needs.reopen.handler(async ({ input, context }) => {
    await context.write((db, writer) => setNeedMet(db, writer, { ...input, metOn: null }))
    return {}
  }),
  remove: os.needs.remove.handler(({ input, context }) => hide(context, { table: 'need', id: input.id })),
}

export const priorityHandlers = {
  get: os.priority.get.handler(({ input, context }) =>
    readPriority(context.db, { ...input, today: context.services.clock.today() }),
  ),
  weights: os.priority.weights.handler(({ context }) => readWeights(context.db)),
  setWeights: os.priority.setWeights.handler(async ({ input, context }) => {
    await context.write((db) => writeWeights(db, input))
    return {}
  }),
}

function refuseDayAhead(day: string, { services }: Pick<OfficeContext, 'services'>): void {
  if (day > services.clock.today()) refuse('addresses.dayAhead')
}

async function hide(
  context: OfficeContext,
  part: { table: 'survey' | 'certificate' | 'need'; id: string },
): Promise<Record<string, never>> {
  await context.write((db, writer) => setDeleted(db, writer, { ...part, deleted: true }))
  return {}
}
