import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { reserveChangeSeq } from '../../../../db/recordWriter.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { JointActivityTable } from '../../../../db/tables/shareTables.ts'
import { activityColumnsOf, activityFieldsOf } from '../../../cooperation/common/activityColumns.ts'
import { type PartnerActivity, partnerActivitySchema } from '../../common/shares/shareLines.ts'
import { findPartnerKey } from '../keys/unitKeysRepo.ts'
import { receiveNewest } from '../open/readLines.ts'
import type { ReadLines } from '../open/readLinesJob.ts'
import { shortOpener } from '../open/shortOpener.ts'
import { plainName } from '../seal/bundleFileName.ts'
import { sealShort } from '../seal/sealShort.ts'
import { getUnitNames } from '../unitNamesRepo.ts'

const ROLES = ['partner'] as const

/** Sends this Lao office's own activities with a Vietnamese one, all of them each time. */
export async function makePartnerReport(context: OfficeContext, toUnit: string) {
  if (context.office.kind !== 'partner') refuse('bundles.notAPartner')
  const key = await findPartnerKey(context.db, toUnit)
  if (key === undefined) refuse('bundles.receiverNotEnrolled')
  const records = await ownActivities(context.db, { unitId: context.office.unitId, toUnit })
  const made = await sealShort(context, { kind: 'partnerReport', toUnit, recipients: [key.box_public], records })
  const unit = await getUnitNames(context.db, context.office.unitId)
  const name = `KetQua-${plainName(unit.vi)}-lan-${made.seq}.rcb`
  const ticket = context.services.tickets.put({ name, type: 'application/octet-stream', bytes: made.bytes })
  return { ticket, name, bytes: made.bytes.length, seq: made.seq, activities: records.length }
}

async function ownActivities(
  db: ReadDb,
  { unitId, toUnit }: { unitId: string; toUnit: string },
): Promise<PartnerActivity[]> {
  const rows = await db
    .selectFrom('joint_activity')
    .selectAll()
    .where('owner_unit', '=', unitId)
    .where('partner_id', '=', toUnit)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    kind: 'activity',
    id: row.id,
    version: row.version,
    createdAt: row.created_at,
    fields: activityFieldsOf(row),
  }))
}

/** The results of a Lao partner: they stand beside this office's own and are no part of its figures. */
export const partnerReportOpener = shortOpener({
  kind: 'partnerReport',
  roles: ROLES,
  look: async (context, read) => ({ facts: { activities: activitiesOf(context, read).length }, lines: [] }),
  take: async (context, { read, bytes }) => {
    const activities = activitiesOf(context, read)
    await context.write(async (db, { now }) => {
      if (!(await receiveNewest(db, { read, roles: ROLES, now, bytes: bytes.length }))) return
      await replaceActivities(db, { owner: read.manifest.unit, activities })
    })
  },
})

/** Each is the sender's own and about work with this office; nothing else may be said. */
function activitiesOf({ office }: OfficeContext, { manifest, records }: ReadLines): PartnerActivity[] {
  if (office.kind === 'partner') refuse('bundles.wrongKind', { kind: manifest.bundleKind })
  const seen = new Set<string>()
  return records.map((record, index) => {
    const line = partnerActivitySchema.safeParse(record)
    if (!line.success || seen.has(line.data.id)) refuse('bundles.malformed', { part: 'record', line: index + 2 })
    if (line.data.fields.partnerId !== office.unitId) refuse('bundles.foreignRecord', { kind: 'activity' })
    seen.add(line.data.id)
    return line.data
  })
}

async function replaceActivities(
  db: WriteDb,
  { owner, activities }: { owner: string; activities: readonly PartnerActivity[] },
): Promise<void> {
  await db.deleteFrom('joint_activity').where('owner_unit', '=', owner).execute()
  const last = await reserveChangeSeq(db, activities.length)
  for (const [index, activity] of activities.entries()) {
    // A line that takes another office's id would write into that office's records.
    const holder = await db.selectFrom('joint_activity').select('id').where('id', '=', activity.id).executeTakeFirst()
    if (holder !== undefined) refuse('bundles.foreignRecord', { kind: 'activity' })
    await db
      .insertInto('joint_activity')
      .values(rowOf(activity, { owner, seq: last - activities.length + index + 1 }))
      .execute()
  }
}

function rowOf(
  { id, version, createdAt, fields }: PartnerActivity,
  { owner, seq }: { owner: string; seq: number },
): JointActivityTable {
  return {
    id,
    owner_unit: owner,
    version,
    change_seq: seq,
    created_at: createdAt,
    deleted_at: null,
    ...activityColumnsOf(fields),
  }
}
