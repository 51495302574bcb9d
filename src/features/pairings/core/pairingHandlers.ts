import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { rightsOf } from '../../../base/common/rights.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { pairingContract } from '../common/contract.ts'
import { listEndings } from './endingRepo.ts'
import { extendPairing, replaceSponsor } from './extendPairing.ts'
import { insertHold, listHolds, releaseHold } from './holdRepo.ts'
import { listOpenNeeds } from './openNeeds.ts'
import { listOpenOffers } from './openOffers.ts'
import { countPairings, listPairings } from './pairingListRepo.ts'
import { readPairingStateOn } from './pairingStepRepo.ts'
import {
  activatePairing,
  endPairing,
  removePairing,
  restorePairing,
  resumePairing,
  suspendPairing,
} from './pairingSteps.ts'
import { readPairingFile } from './readPairingFile.ts'
import { insertPairing, savePairingTerms } from './savePairing.ts'
import { editSchedule, moveInstalmentRemainder } from './scheduleRepo.ts'
import { readSupport } from './supportRepo.ts'

const os = implement(pairingContract).$context<DoorContext>().use(requireRight)

export const pairingHandlers = {
  list: os.list.handler(async ({ input, context }) => ({
    rows: await listPairings(context.db, input, todayOf(context)),
  })),

  count: os.count.handler(({ input, context }) =>
    countPairings(context.db, { filter: input.filter, today: todayOf(context) }),
  ),

  get: os.get.handler(({ input, context }) =>
    readPairingFile(context.db, { id: input.id, unitId: context.office.unitId, today: todayOf(context) }),
  ),

  add: os.add.handler(async ({ input, context }) => {
    if (input.state === 'active') refuseWithoutMoney(context)
    const today = todayOf(context)
    const id = await context.write((db, writer) => insertPairing(db, writer, { pairing: input, today }))
    return { id }
  }),

  update: os.update.handler(async ({ input, context }) => {
    const { id, version, terms, fromMonth, evenAboveNeed } = input
    await refuseUnlessIntended(context, id)
    const today = todayOf(context)
    await context.write((db, writer) =>
      savePairingTerms(db, writer, { id, version, terms, fromMonth, evenAboveNeed, today }),
    )
    return versionOf(context, id)
  }),

  activate: os.activate.handler(async ({ input, context }) => {
    refuseWithoutMoney(context)
    await context.write((db, writer) => activatePairing(db, writer, { ...input, today: todayOf(context) }))
    return versionOf(context, input.id)
  }),

  suspend: os.suspend.handler(async ({ input, context }) => {
    refuseWithoutMoney(context)
    await context.write((db, writer) => suspendPairing(db, writer, { ...input, today: todayOf(context) }))
    return versionOf(context, input.id)
  }),

  resume: os.resume.handler(async ({ input, context }) => {
    refuseWithoutMoney(context)
    await context.write((db, writer) => resumePairing(db, writer, { ...input, today: todayOf(context) }))
    return versionOf(context, input.id)
  }),

  end: os.end.handler(async ({ input, context }) => {
    await refuseUnlessIntended(context, input.id)
    await context.write((db, writer) => endPairing(db, writer, { ...input, today: todayOf(context) }))
    return versionOf(context, input.id)
  }),

  remove: os.remove.handler(async ({ input, context }) => {
    await context.write((db, writer) => removePairing(db, writer, { id: input.id, today: todayOf(context) }))
    return {}
  }),

  restore: os.restore.handler(async ({ input, context }) => {
    await context.write((db, writer) => restorePairing(db, writer, { id: input.id, today: todayOf(context) }))
    return {}
  }),

  openNeeds: os.openNeeds.handler(({ input, context }) =>
    listOpenNeeds(context.db, { ...input, unitId: context.office.unitId, today: todayOf(context) }),
  ),

  openOffers: os.openOffers.handler(async ({ input, context }) => ({
    rows: await listOpenOffers(context.db, { ...input, unitId: context.office.unitId }),
  })),

  extend: os.extend.handler(async ({ input, context }) => {
    refuseWithoutMoney(context)
    await context.write((db, writer) => extendPairing(db, writer, { ...input, today: todayOf(context) }))
    return versionOf(context, input.id)
  }),

  replace: os.replace.handler(async ({ input, context }) => {
    refuseWithoutMoney(context)
    const today = todayOf(context)
    return { id: await context.write((db, writer) => replaceSponsor(db, writer, { ...input, today })) }
  }),

  editSchedule: os.editSchedule.handler(async ({ input, context }) => {
    await context.write((db, writer) => editSchedule(db, writer, input))
    return versionOf(context, input.id)
  }),

  moveRemainder: os.moveRemainder.handler(async ({ input, context }) => {
    await context.write((db, writer) => moveInstalmentRemainder(db, writer, input))
    return versionOf(context, input.id)
  }),

  stateOn: os.stateOn.handler(async ({ input, context }) => ({ state: await readPairingStateOn(context.db, input) })),

  support: os.support.handler(({ input, context }) =>
    readSupport(context.db, { addressId: input.addressId, today: todayOf(context) }),
  ),

  hold: os.hold.handler(async ({ input, context }) => {
    const today = todayOf(context)
    return { id: await context.write((db, writer) => insertHold(db, writer, { hold: input, today })) }
  }),

  releaseHold: os.releaseHold.handler(async ({ input, context }) => {
    await context.write((db, writer) => releaseHold(db, writer, { id: input.id, today: todayOf(context) }))
    return {}
  }),

  holds: os.holds.handler(async ({ input, context }) => ({
    rows: await listHolds(context.db, {
      unitId: context.office.unitId,
      today: todayOf(context),
      ...(input.addressId === undefined ? {} : { addressIds: [input.addressId] }),
    }),
  })),

  endings: os.endings.handler(({ input, context }) =>
    listEndings(context.db, { ...input, unitId: context.office.unitId }),
  ),
}

/** An intention binds nobody; what makes kỳ due, or lets go of them, is money promised. */
function refuseWithoutMoney({ session }: Pick<OfficeContext, 'session'>): void {
  if (!rightsOf(session.roles).has('money.write')) refuse('common.notAllowed')
}

async function refuseUnlessIntended(context: Pick<OfficeContext, 'db' | 'session'>, id: string): Promise<void> {
  const pairing = await context.db.selectFrom('pairing').select('state').where('id', '=', id).executeTakeFirst()
  if (pairing !== undefined && pairing.state !== 'intended') refuseWithoutMoney(context)
}

function todayOf({ services }: Pick<OfficeContext, 'services'>): string {
  return services.clock.today()
}

async function versionOf({ db }: Pick<OfficeContext, 'db'>, id: string): Promise<{ version: number }> {
  return db.selectFrom('pairing').select('version').where('id', '=', id).executeTakeFirstOrThrow()
}
