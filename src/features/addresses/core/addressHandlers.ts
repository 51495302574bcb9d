import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { rightsOf } from '../../../base/common/rights.ts'
import { insertRecord, setDeleted } from '../../../db/recordWriter.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { addressContract } from '../common/contract.ts'
import { insertAddress, refuseIfHelped, saveAddress, setVillage } from './addressFileRepo.ts'
import { countAddresses, listAddresses, readAddressRows } from './addressListRepo.ts'
import { takeSteps } from './addressSteps.ts'
import { listFlatRows } from './flatRows.ts'
import { addMember, setMemberDeleted } from './householdRepo.ts'
import { readAddressFile } from './readAddressFile.ts'
import { writeRegisterXlsx, XLSX_TYPE } from './registerXlsx.ts'
import { findSimilarAddresses } from './similarAddresses.ts'

const os = implement(addressContract).$context<DoorContext>().use(requireRight)

export const addressHandlers = {
  list: os.list.handler(async ({ input, context }) => ({ rows: await listAddresses(context.db, input) })),

  count: os.count.handler(({ input, context }) => countAddresses(context.db, input.filter)),

  get: os.get.handler(({ input, context }) =>
    readAddressFile(context.db, { id: input.id, unitId: context.office.unitId }),
  ),

  findSimilar: os.findSimilar.handler(async ({ input, context }) => {
    const ids = await findSimilarAddresses(context.db, input)
    return { rows: await readAddressRows(context.db, ids) }
  }),

  add: os.add.handler(async ({ input, context }) => {
    const onDay = context.services.clock.today()
    const id = await context.write((db, writer) => insertAddress(db, writer, { fields: input.fields, onDay }))
    return { id }
  }),

  update: os.update.handler(async ({ input, context }) => {
    const mayApprove = rightsOf(context.session.roles).has('records.approve')
    await context.write((db, writer) => saveAddress(db, writer, { ...input, mayApprove }))
    const file = await readAddressFile(context.db, { id: input.id, unitId: context.office.unitId })
    return { version: file.version }
  }),

  takeStep: os.takeStep.handler(async ({ input, context }) => {
    if (input.state === 'approved') refuse('addresses.approvalNeedsPaper')
    if (input.state === 'paired' || input.state === 'active') refuse('addresses.stepFollowsPairing')
    const changed = await context.write((db, writer) =>
      takeSteps(db, writer, { ids: input.ids, step: { ...input, decisionId: null } }),
    )
    return { changed }
  }),

  approve: os.approve.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      const { title, number, onDay, signer } = input.paper
      const decisionId = await insertRecord(db, writer, {
        table: 'decision',
        values: { title, number, on_day: onDay, signer },
      })
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
    changed: await context.write((db, writer) => setVillage(db, writer, input)),
  })),

  addMember: os.addMember.handler(async ({ input: { id, ...member }, context }) => ({
    personId: await context.write((db, writer) => addMember(db, writer, { addressId: id, member })),
  })),

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
    const { bytes, rows } = await writeRegisterXlsx(context.db, { input, words })
    const name = `${words('addresses:export.fileName')} ${context.services.clock.today()}.xlsx`
    return { ticket: context.services.tickets.put({ name, type: XLSX_TYPE, bytes }), rows }
  }),

  flatList: os.flatList.handler(async ({ input, context }) => ({ rows: await listFlatRows(context.db, input.filter) })),

  remove: os.remove.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await refuseIfHelped(db, input.id)
      await setDeleted(db, writer, { table: 'address', id: input.id, deleted: true })
      return {}
    }),
  ),

  restore: os.restore.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await setDeleted(db, writer, { table: 'address', id: input.id, deleted: false })
      return {}
    }),
  ),
}
