import { implement } from '@orpc/server'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { paperContract } from '../common/contract.ts'
import { readLetterhead, readOfficeNames, saveLetterhead } from './letterheadRepo.ts'
import { makePaper, previewTemplate } from './makePaper.ts'
import { listPrints, recordPrint } from './printLog.ts'
import { listOwnTemplates, readTemplate, refuseUnknownNames, resetTemplate, saveTemplate } from './templateRepo.ts'

const os = implement(paperContract).$context<DoorContext>().use(requireRight)

export const paperHandlers = {
  make: os.make.handler(({ input, context }) => makePaper(context, input)),
  printed: os.printed.handler(({ input, context }) => recordPrint(context, input.ticket)),
  prints: os.prints.handler(({ input, context }) => listPrints(context.db, input)),

  letterhead: {
    get: os.letterhead.get.handler(async ({ context }) => {
      const { unitId } = context.office
      const { letterhead, version } = await readLetterhead(context.db, unitId)
      const { translator } = context.services
      return { letterhead, version, defaults: await readOfficeNames(context.db, { unitId, translator }) }
    }),
    save: os.letterhead.save.handler(async ({ input, context }) => {
      await context.write((db, writer) => saveLetterhead(db, writer, input))
      const { version } = await readLetterhead(context.db, context.office.unitId)
      return { version }
    }),
  },

  templates: {
    list: os.templates.list.handler(async ({ context }) => ({
      own: await listOwnTemplates(context.db, context.office.unitId),
    })),
    get: os.templates.get.handler(({ input, context }) =>
      readTemplate(context.db, { ...input, unitId: context.office.unitId }),
    ),
    save: os.templates.save.handler(async ({ input, context }) => {
      await context.write((db, writer) => saveTemplate(db, writer, input))
      const { version } = await readTemplate(context.db, { ...input, unitId: context.office.unitId })
      return { version }
    }),
    reset: os.templates.reset.handler(async ({ input, context }) => {
      await context.write((db, writer) => resetTemplate(db, writer, input))
      return {}
    }),
    preview: os.templates.preview.handler(({ input, context }) => {
      refuseUnknownNames(input.kind, input.template)
      return previewTemplate(context, input)
    }),
  },
}
