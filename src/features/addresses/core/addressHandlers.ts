import { refuse } from '../../../base/common/failures.ts'
import { rightsOf } from '../../../base/common/rights.ts'
import { progressStream } from '../../../base/core/progressStream.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, setDeleted, type WriteContext } from '../../../db/recordWriter.ts'
import type { OfficeContext } from '../../../db/requireRight.ts'
import type { AddressFile } from '../common/addressSchemas.ts'
import { insertAddress, refuseIfHelped, saveAddress, setVillage } from './addressFileRepo.ts'
import { countAddresses, listAddresses, readStatesOn } from './addressListRepo.ts'
import { addressProcedures as os } from './addressProcedures.ts'
import { takeSteps } from './addressSteps.ts'
import { readStory } from './addressStory.ts'
import { bulkEdit } from './bulkEdit.ts'
import { callTwoPeople } from './callTwoPeople.ts'
import { countByCategory } from './countByCategory.ts'
import { certificateHandlers, needHandlers, priorityHandlers, surveyHandlers } from './fileHandlers.ts'
import { listFlatRows } from './flatRows.ts'
import { addMember, setHead, setMemberDeleted } from './householdRepo.ts'
import { pointHandlers } from './pointHandlers.ts'
import { privacyHandlers, requestHandlers } from './privacyHandlers.ts'
import { readAddressFile } from './readAddressFile.ts'
import { writeRegisterXlsx, XLSX_TYPE } from './registerXlsx.ts'
import { restoreAddress } from './restoreAddress.ts'
import { listSimilar } from './similarAddresses.ts'
import { undoStep } from './undoStep.ts'

export const addressHandlers = {
  list: os.list.handler(async ({ input, context }) => ({
    rows: await listAddresses(context.db, { ...input, today: context.services.clock.today() }),
  })),

  count: os.count.handler(({ input, context }) =>
    countAddresses(context.db, { filter: input.filter, today: context.services.clock.today() }),
  ),

  get: os.get.handler(({ input, context }) => fileOf(input.id, context)),

  story: os.story.handler(async ({ input, context }) => {
    const money = rightsOf(context.session.roles).has('money.read')
    return { events: await readStory(context.db, { ...input, money }) }
  }),

  findSimilar: os.findSimilar.handler(async ({ input, context }) => ({
    rows: await listSimilar(context.db, { ...input, today: context.services.clock.today() }),
  })),

  add: os.add.handler(async ({ input, context }) => {
    const onDay = context.services.clock.today()
    const id = await context.write(async (db, writer) => {
      const added = await insertAddress(db, writer, { fields: input.fields, onDay })
      await callTwoPeople(db, writer, { id: added, otherIds: input.otherThan ?? [] })
      return added
    })
    return { id }
  }),

  update: os.update.handler(async ({ input, context }) => {
    const mayApprove = rightsOf(context.session.roles).has('records.approve')
    await context.write((db, writer) => saveAddress(db, writer, { ...input, mayApprove }))
    return { version: (await fileOf(input.id, context)).version }
  }),

  takeStep: os.takeStep.handler(async ({ input, context }) => {
    if (input.state === 'approved') refuse('addresses.approvalNeedsPaper')
    if (input.state === 'paired' || input.state === 'active') refuse('addresses.stepFollowsPairing')
    if (input.onDay > context.services.clock.today()) refuse('addresses.dayAhead')
    const { ids, paper, ...step } = input
    const changed = await context.write(async (db, writer) => {
      const decisionId = paper === null ? null : await insertPaper(db, writer, paper)
      return takeSteps(db, writer, { ids, step: { ...step, decisionId } })
    })
    return { changed }
  }),

  approve: os.approve.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      const { onDay, signer } = input.paper
      const decisionId = await insertPaper(db, writer, input.paper)
      const step = {
        state: 'approved' as const,
        onDay: onDay ?? context.services.clock.today(),
        byName: signer,
        reason: null,
        decisionId,
      }
      return { changed: await takeSteps(db, writer, { ids: input.ids, step }), decisionId }
    }),
  ),

  setVillage: os.setVillage.handler(async ({ input, context }) => ({
    changed: (await context.write((db, writer) => setVillage(db, writer, input))).length,
  })),

  undoStep: os.undoStep.handler(({ input, context }) =>
    context.write(async (db, writer) => ({ state: await undoStep(db, writer, input.id) })),
  ),

  stateOn: os.stateOn.handler(async ({ input, context }) => {
    const found = (await readStatesOn(context.db, { ids: [input.id], day: input.day })).get(input.id)
    return { state: found?.state ?? null, since: found?.since ?? null }
  }),

  bulkEdit: os.bulkEdit.handler(async function* ({ input, context, signal: outer }) {
    return yield* progressStream(
      (report: (progress: { done: number; total: number }) => void, signal) =>
        context.write(async (db, writer) => ({ changed: await bulkEdit(db, writer, { ...input, report, signal }) })),
      outer,
    )
  }),

  countByCategory: os.countByCategory.handler(async ({ input, context }) => ({
    rows: await countByCategory(context.db, input),
  })),

  surveys: surveyHandlers,
  certificates: certificateHandlers,
  needs: needHandlers,
  priority: priorityHandlers,
  requests: requestHandlers,
  ...privacyHandlers,
  ...pointHandlers,

  addMember: os.addMember.handler(async ({ input: { id, ...member }, context }) => ({
    personId: await context.write((db, writer) => addMember(db, writer, { addressId: id, member })),
  })),

  setHead: os.setHead.handler(async ({ input, context }) => {
    await context.write((db, writer) => setHead(db, writer, input.personId))
    return {}
  }),

  removeMember: os.removeMember.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await setMemberDeleted(db, writer, { ...input, deleted: true })
      return {}
    }),
  ),

  restoreMember: os.restoreMember.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await setMemberDeleted(db, writer, { ...input, deleted: false })
      return {}
    }),
  ),

  exportXlsx: os.exportXlsx.handler(async ({ input, context }) => {
    const words = context.services.translator(input.language)
    // Whoever may not see identity numbers whole does not take them out either.
    const mayReveal = rightsOf(context.session.roles).has('identity.reveal')
    const columns = mayReveal ? input.columns : input.columns.filter((column) => column !== 'idNumber')
    const today = context.services.clock.today()
    const made = await writeRegisterXlsx(context.db, { input: { ...input, columns, today }, words })
    const { bytes, rows, withheld } = made
    const name = `${words('addresses:export.fileName')} ${today}.xlsx`
    return { ticket: context.services.tickets.put({ name, type: XLSX_TYPE, bytes }), rows, withheld }
  }),

  flatList: os.flatList.handler(({ input, context }) =>
    listFlatRows(context.db, input.filter, { withNumbers: rightsOf(context.session.roles).has('identity.reveal') }),
  ),

  remove: os.remove.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await refuseIfHelped(db, input.id)
      await setDeleted(db, writer, { table: 'address', id: input.id, deleted: true })
      return {}
    }),
  ),

  restore: os.restore.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await restoreAddress(db, writer, input.id)
      return {}
    }),
  ),
}

function fileOf(id: string, { db, office, services }: OfficeContext): Promise<AddressFile> {
  return readAddressFile(db, { id, unitId: office.unitId, today: services.clock.today() })
}

interface Paper {
  title: string
  number: string | null
  onDay: string | null
  signer: string | null
}

function insertPaper(db: WriteDb, writer: WriteContext, { title, number, onDay, signer }: Paper): Promise<string> {
  return insertRecord(db, writer, { table: 'decision', values: { title, number, on_day: onDay, signer } })
}
