import { refuse } from '../../../base/common/failures.ts'
import { rightsOf } from '../../../base/common/rights.ts'
import { eraseTraces } from '../../../db/eraseTraces.ts'
import { addressProcedures as os } from './addressProcedures.ts'
import { anonymise } from './anonymise.ts'
import { writePersonXlsx } from './personExport.ts'
import { XLSX_TYPE } from './registerXlsx.ts'
import { insertRequest, listRequests, setRestricted, stepRequest } from './requestRepo.ts'

export const requestHandlers = {
  list: os.requests.list.handler(async ({ input, context }) => {
    const today = context.services.clock.today()
    return { requests: await listRequests(context.db, { ...input, today, unitId: context.office.unitId }) }
  }),
  add: os.requests.add.handler(async ({ input, context }) => {
    if (input.fields.receivedOn > context.services.clock.today()) refuse('addresses.dayAhead')
    return { id: await context.write((db, writer) => insertRequest(db, writer, input)) }
  }),
  step: os.requests.step.handler(async ({ input, context }) => {
    if (input.onDay > context.services.clock.today()) refuse('addresses.dayAhead')
    await context.write((db, writer) => stepRequest(db, writer, input))
    return {}
  }),
}

export const privacyHandlers = {
  exportPerson: os.exportPerson.handler(async ({ input: { id, language }, context }) => {
    const words = context.services.translator(language)
    const withNumbers = rightsOf(context.session.roles).has('identity.reveal')
    const bytes = await writePersonXlsx(context.db, { id, language, words, withNumbers })
    const name = `${words('addresses:personExport.fileName')} ${context.services.clock.today()}.xlsx`
    return { ticket: context.services.tickets.put({ name, type: XLSX_TYPE, bytes }) }
  }),

  restrict: os.restrict.handler(({ input: { id, on }, context }) =>
    context.write(async (db, writer) => {
      const address = await db.selectFrom('address').select('version').where('id', '=', id).executeTakeFirst()
      if (address === undefined) refuse('addresses.notFound')
      await setRestricted(db, writer, { id, version: address.version, on })
      return {}
    }),
  ),

  anonymise: os.anonymise.handler(async ({ input: { id, reason }, context }) => {
    const { clock, attachments, whenErased } = context.services
    const gone = await context.write(async (db, writer) => {
      const gone = await anonymise(db, { ...writer, reason }, { id, today: clock.today() })
      const files = await attachments.erase(db, writer, gone.records)
      await eraseTraces(db, { office: context.office, writer }, gone)
      return files
    })
    // After the transaction: a file is never gone while a row still names it.
    await attachments.eraseFiles(context.office.dir, gone)
    await whenErased(context.office)
    return {}
  }),
}
