import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { updateRecord } from '../../../db/recordWriter.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { CONSENT_PURPOSES, type MissingRow, type PurposeState } from '../common/consentSchemas.ts'
import { consentContract } from '../common/contract.ts'
import { mayUse, signersNeeded } from '../common/rules.ts'
import { countMissingByVillage, insertConsents, listAskedPeople, listConsents, listMissing } from './consentRepo.ts'

const os = implement(consentContract).$context<DoorContext>().use(requireRight)

export const consentHandlers = {
  listForAddress: os.listForAddress.handler(async ({ input, context }) => {
    const [person] = await listAskedPeople(context.db, [input.addressId])
    if (person === undefined) refuse('common.notFound')
    const consents = (await listConsents(context.db, [input.addressId])).get(input.addressId) ?? []
    const subject = { birthDay: person.birthDay, today: context.services.clock.today() }
    const purposes = CONSENT_PURPOSES.map((purpose): PurposeState => {
      const use = mayUse(purpose, consents, subject)
      return {
        purpose,
        signers: signersNeeded(purpose, subject),
        consents: consents.filter((consent) => consent.purpose === purpose),
        ...(use.ok ? {} : { blockedBy: use.blockedBy }),
      }
    })
    return { purposes, child: signersNeeded('keep', subject) !== 'either', guardianName: person.guardianName }
  }),

  record: os.record.handler(({ input, context }) => {
    refuseDayAhead(input.givenOn, context)
    return context.write(async (db, writer) => {
      const ids = [...new Set(input.ids)]
      const people = await listAskedPeople(db, ids)
      if (people.length < ids.length) refuse('consents.unknownAddress', { count: ids.length - people.length })
      const standing = await listConsents(db, ids)
      const written: string[] = []
      for (const person of people) {
        const consents = standing.get(person.addressId) ?? []
        written.push(...(await insertConsents(db, writer, { person, paper: input, standing: consents })))
      }
      const already = people.length * new Set(input.purposes).size - written.length
      return { recorded: written.length, already, ids: written }
    })
  }),

  withdraw: os.withdraw.handler(({ input, context }) => {
    refuseDayAhead(input.on, context)
    return context.write(async (db, writer) => {
      const consent = await db
        .selectFrom('consent')
        .select(['version', 'given_on'])
        .where('id', '=', input.id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
      if (consent === undefined) refuse('common.notFound')
      if (input.on < consent.given_on) refuse('consents.withdrawnBeforeGiven', { day: consent.given_on })
      const changes = { withdrawn_on: input.on }
      await updateRecord(db, writer, { table: 'consent', id: input.id, version: consent.version, changes })
      return {}
    })
  }),

  missing: os.missing.handler(async ({ input, context }) => {
    const today = context.services.clock.today()
    const ids = await listMissing(context.db, { ...input, today, unitId: context.office.unitId })
    const people = await listAskedPeople(context.db, ids)
    const consents = await listConsents(context.db, ids)
    const { purpose } = input.filter
    const rows = people.flatMap((person): MissingRow[] => {
      const own = consents.get(person.addressId) ?? []
      const subject = { birthDay: person.birthDay, today }
      const use = mayUse(purpose, own, subject)
      // Signed between the two reads: no longer missing.
      if (use.ok) return []
      const given = CONSENT_PURPOSES.filter((each) => mayUse(each, own, subject).ok)
      const { ownerUnit: _owner, ...shown } = person
      return [{ ...shown, given, blockedBy: use.blockedBy, signers: signersNeeded(purpose, subject) }]
    })
    return { rows }
  }),

  countMissing: os.countMissing.handler(async ({ input, context }) => {
    const { filter } = input
    const today = context.services.clock.today()
    const villages = await countMissingByVillage(context.db, { filter, today, unitId: context.office.unitId })
    const counted = villages.filter(({ villageId }) => filter.villageId === undefined || villageId === filter.villageId)
    return { total: counted.reduce((sum, { count }) => sum + count, 0), villages }
  }),
}

function refuseDayAhead(day: string, { services }: Pick<OfficeContext, 'services'>): void {
  if (day > services.clock.today()) refuse('consents.dayAhead')
}
