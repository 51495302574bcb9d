import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { setDeleted, updateRecord } from '../../../db/recordWriter.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { houseContract } from '../common/contract.ts'
import { houseStageSchema } from '../common/houseSchemas.ts'
import { daysAtStage, mayPay, planGoesForward, refuseStage } from '../common/rules.ts'
import { houseOrRefuse, insertFunding, insertHouse, readHouseFile, saveFunding, saveHouse } from './houseFileRepo.ts'
import { countHouses, listHouses } from './houseListRepo.ts'
import { recordReached, refuseIfPaidFromFund, savePayment, savePlans } from './houseWorkRepo.ts'

const os = implement(houseContract).$context<DoorContext>().use(requireRight)

export const houseHandlers = {
  list: os.list.handler(async ({ input, context }) => ({ rows: await listHouses(context.db, input) })),

  count: os.count.handler(({ input, context }) => countHouses(context.db, input.filter)),

  get: os.get.handler(({ input, context }) =>
    readHouseFile(context.db, {
      id: input.id,
      unitId: context.office.unitId,
      today: context.services.clock.today(),
    }),
  ),

  add: os.add.handler(async ({ input, context }) => ({
    id: await context.write((db, writer) => insertHouse(db, writer, input.fields)),
  })),

  update: os.update.handler(async ({ input, context }) => {
    await context.write((db, writer) => saveHouse(db, writer, input))
    return {}
  }),

  setStage: os.setStage.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      if (input.onDay > context.services.clock.today()) refuse('houses.dayAhead')
      const house = await houseOrRefuse(db, input.id)
      const present = houseStageSchema.parse(house.stage)
      const refusal = refuseStage({ stage: present, acceptedOn: house.accepted_on }, input)
      if (refusal !== undefined) refuse(refusal)
      const kept = { startedOn: house.started_on, acceptedOn: house.accepted_on, handedOverOn: house.handed_over_on }
      const days = daysAtStage(kept, input)
      await updateRecord(db, writer, {
        table: 'house',
        id: input.id,
        version: input.version,
        changes: {
          stage: input.stage,
          started_on: days.startedOn,
          accepted_on: days.acceptedOn,
          handed_over_on: days.handedOverOn,
        },
      })
      await recordReached(db, writer, { houseId: input.id, stage: input.stage, onDay: input.onDay })
      return {}
    }),
  ),

  planStages: os.planStages.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await houseOrRefuse(db, input.id)
      if (!planGoesForward(input.plans)) refuse('houses.planBackwards')
      await savePlans(db, writer, { houseId: input.id, plans: input.plans })
      return {}
    }),
  ),

  savePayment: os.savePayment.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      const { paidOn, stage } = input.fields
      const house = await houseOrRefuse(db, input.houseId)
      if (paidOn !== null && paidOn > context.services.clock.today()) refuse('houses.dayAhead')
      if (paidOn !== null && !mayPay(houseStageSchema.parse(house.stage), stage)) refuse('houses.paidBeforeStage')
      if (input.id !== undefined) await refuseIfPaidFromFund(db, input.id)
      return { id: await savePayment(db, writer, { ...input, currency: house.currency }) }
    }),
  ),

  removePayment: os.removePayment.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await refuseIfPaidFromFund(db, input.id)
      await setDeleted(db, writer, { table: 'house_payment', id: input.id, deleted: true })
      return {}
    }),
  ),

  addFunding: os.addFunding.handler(async ({ input, context }) => ({
    id: await context.write((db, writer) => insertFunding(db, writer, input)),
  })),

  updateFunding: os.updateFunding.handler(async ({ input, context }) => {
    await context.write((db, writer) => saveFunding(db, writer, input))
    return {}
  }),

  removeFunding: os.removeFunding.handler(async ({ input, context }) => {
    await context.write((db, writer) => setDeleted(db, writer, { table: 'house_funding', id: input.id, deleted: true }))
    return {}
  }),
}
