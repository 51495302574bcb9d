import { currencySchema } from '../../../base/common/moneySchema.ts'
import { vietNamDay } from '../../../base/common/vietNamDay.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import { houseStageSchema } from '../../houses/common/houseSchemas.ts'
import type { StoryEvent } from '../common/storySchemas.ts'
import { readHandovers } from './storyHandovers.ts'

type EventOf<Kind extends StoryEvent['kind']> = Extract<StoryEvent, { kind: Kind }>

/**
 * Everything that happened to an address and to those merged into it, the newest first. Money that was handed over is for
 * those who may see it.
 */
export async function readStory(db: ReadDb, { id, money }: { id: string; money: boolean }): Promise<StoryEvent[]> {
  const parts = await Promise.all([
    readSurveys(db, id),
    readVisits(db, id),
    readPairings(db, id),
    readConsents(db, id),
    readHouses(db, id),
    readAttachments(db, id),
    readMerges(db, id),
    money ? readHandovers(db, id) : [],
  ])
  return parts.flat().toSorted((first, second) => compareBytes(second.onDay, first.onDay))
}

function compareBytes(first: string, second: string): number {
  if (first === second) return 0
  return first < second ? -1 : 1
}

async function readSurveys(db: ReadDb, id: string): Promise<EventOf<'survey'>[]> {
  const rows = await db
    .selectFrom('survey')
    .select(['id as key', 'on_day as onDay', 'by_name as byName', 'note'])
    .where('address_id', 'in', withMerged('address', id))
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map((row) => ({ ...row, kind: 'survey' }))
}

async function readVisits(db: ReadDb, id: string): Promise<EventOf<'visit'>[]> {
  const rows = await db
    .selectFrom('visit')
    .select(['id as key', 'made_on as onDay', 'by_name as byName', 'result', 'note'])
    .where('address_id', 'in', withMerged('address', id))
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map((row) => ({ ...row, kind: 'visit' }))
}

/** When each sponsor began, stopped for a time, went on and ended; an intention is not yet help. */
async function readPairings(db: ReadDb, id: string): Promise<EventOf<'pairing'>[]> {
  const pairings = await db
    .selectFrom('pairing')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .selectAll('pairing')
    .select('donor.name as donorName')
    .where('pairing.address_id', 'in', withMerged('address', id))
    .where('pairing.deleted_at', 'is', null)
    .where('pairing.state', '<>', 'intended')
    .execute()
  const steps = await db
    .selectFrom('pairing_step')
    .innerJoin('pairing', 'pairing.id', 'pairing_step.pairing_id')
    .select(['pairing_step.id', 'pairing_step.pairing_id', 'pairing_step.from_state', 'pairing_step.state'])
    .select(['pairing_step.on_day', 'pairing_step.reason'])
    .where('pairing.address_id', 'in', withMerged('address', id))
    .where('pairing_step.deleted_at', 'is', null)
    .execute()
  return pairings.flatMap((pairing) => {
    const told = (key: string, rest: Pick<EventOf<'pairing'>, 'onDay' | 'happened' | 'reason'>) => ({
      kind: 'pairing' as const,
      key,
      pairingId: pairing.id,
      donorName: pairing.donorName,
      amount: pairing.amount,
      currency: currencySchema.parse(pairing.currency),
      frequency: pairing.frequency,
      endReason: null,
      ...rest,
    })
    const between = steps
      .filter((step) => step.pairing_id === pairing.id)
      .flatMap(({ id: key, from_state: from, state, on_day: onDay, reason }) => {
        if (state === 'suspended') return [told(key, { onDay, happened: 'suspended', reason })]
        return from === 'suspended' && state === 'active' ? [told(key, { onDay, happened: 'resumed', reason })] : []
      })
    const { ended_on: endedOn, end_reason: endReason } = pairing
    return [
      told(pairing.id, { onDay: pairing.first_month, happened: 'begun', reason: null }),
      ...between,
      ...(endedOn === null
        ? []
        : [{ ...told(`${pairing.id} ended`, { onDay: endedOn, happened: 'ended', reason: null }), endReason }]),
    ]
  })
}

async function readConsents(db: ReadDb, id: string): Promise<EventOf<'consent'>[]> {
  const rows = await db
    .selectFrom('consent')
    .select(['purpose', 'given_on', 'signed_by', 'guardian', 'withdrawn_on'])
    .where('address_id', 'in', withMerged('address', id))
    .where('deleted_at', 'is', null)
    .orderBy('purpose')
    .execute()
  const byHand = new Map<string, EventOf<'consent'>>()
  const note = (row: (typeof rows)[number], onDay: string, withdrawn: boolean) => {
    const key = `consent ${onDay} ${withdrawn} ${row.guardian} ${row.signed_by}`
    const signed = byHand.get(key)
    if (signed !== undefined) signed.purposes.push(row.purpose)
    else {
      const { purpose, signed_by: signedBy, guardian } = row
      byHand.set(key, {
        kind: 'consent',
        key,
        onDay,
        withdrawn,
        purposes: [purpose],
        signedBy,
        guardian: guardian === 1,
      })
    }
  }
  for (const row of rows) {
    note(row, row.given_on, false)
    if (row.withdrawn_on !== null) note(row, row.withdrawn_on, true)
  }
  return [...byHand.values()]
}

async function readHouses(db: ReadDb, id: string): Promise<EventOf<'house'>[]> {
  const rows = await db
    .selectFrom('house_stage')
    .innerJoin('house', 'house.id', 'house_stage.house_id')
    .select(['house_stage.id as key', 'house_stage.reached_on as onDay', 'house_stage.stage', 'house.id as houseId'])
    .where('house.address_id', 'in', withMerged('address', id))
    .where('house.deleted_at', 'is', null)
    .where('house_stage.deleted_at', 'is', null)
    .execute()
  return rows.flatMap(({ onDay, stage, ...row }) =>
    onDay === null ? [] : [{ kind: 'house' as const, ...row, onDay, stage: houseStageSchema.parse(stage) }],
  )
}

/** Photos and papers of the file itself; several of one day and title are one line. */
async function readAttachments(db: ReadDb, id: string): Promise<EventOf<'attachment'>[]> {
  const rows = await db
    .selectFrom('attachment')
    .select(['id', 'kind', 'title', 'taken_on', 'created_at'])
    .where('table_name', '=', 'address')
    .where('row_id', 'in', withMerged('address', id))
    .where('deleted_at', 'is', null)
    .execute()
  const byDay = new Map<string, EventOf<'attachment'>>()
  for (const row of rows) {
    const onDay = row.taken_on ?? row.created_at.slice(0, 10)
    const key = `attachment ${onDay} ${row.kind} ${row.title ?? ''}`
    const known = byDay.get(key)
    if (known === undefined)
      byDay.set(key, { kind: 'attachment', key, onDay, attachmentKind: row.kind, title: row.title, count: 1 })
    else known.count += 1
  }
  return [...byDay.values()]
}

/** Why one file tells two stories: the files that were joined with it, unless they stand apart again. */
async function readMerges(db: ReadDb, id: string): Promise<EventOf<'merged'>[]> {
  const rows = await db
    .selectFrom('record_merge')
    .innerJoin('address', 'address.id', 'record_merge.loser_id')
    .select(['record_merge.id as key', 'record_merge.created_at', 'address.display_name as name'])
    .where('record_merge.kind', '=', 'address')
    .where('record_merge.survivor_id', 'in', withMerged('address', id))
    .where('record_merge.undone_at', 'is', null)
    .where('record_merge.deleted_at', 'is', null)
    .execute()
  return rows.map(({ key, name, created_at: at }) => ({ kind: 'merged', key, name, onDay: vietNamDay(at) }))
}
