import { quarterWindow } from '../../../../base/common/day.ts'
import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { ShareInput } from '../../common/sharesContract.ts'
import { findPartnerKey } from '../keys/unitKeysRepo.ts'
import { plainName } from '../seal/bundleFileName.ts'
import { sealShort } from '../seal/sealShort.ts'
import { getUnitNames, readUnitNames } from '../unitNamesRepo.ts'
import { keepQuarters } from './frozenRepo.ts'
import { readShareContent, type ShareContent } from './shareContent.ts'

/** Lao provinces, those whose keys are enrolled first. Shares go to provinces only: no two of them overlap. */
export async function listPartners(db: ReadDb) {
  const rows = await db
    .selectFrom('unit')
    .leftJoin('unit_key', (join) =>
      join
        .onRef('unit_key.unit_id', '=', 'unit.id')
        .on('unit_key.role', '=', 'partner')
        .on('unit_key.revoked_from_seq', 'is', null),
    )
    .select(['unit.id', 'unit_key.id as keyId'])
    .where('unit.country', '=', 'LA')
    .where('unit.level', '=', 'province')
    .orderBy('unit.code')
    .execute()
  const names = await readUnitNames(
    db,
    rows.map((row) => row.id),
  )
  const partners = rows.flatMap((row) => {
    const unit = names.get(row.id)
    return unit === undefined ? [] : [{ unit, enrolled: row.keyId !== null }]
  })
  return [...partners.filter((each) => each.enrolled), ...partners.filter((each) => !each.enrolled)]
}

/** What a share would say today; writes nothing. */
export async function previewShare(context: OfficeContext, input: ShareInput): Promise<ShareContent> {
  const { db, office, services } = context
  const today = services.clock.today()
  const to = await db.selectFrom('unit').select(['country', 'level']).where('id', '=', input.toUnit).executeTakeFirst()
  if (office.kind === 'partner' || to?.country !== 'LA' || to.level !== 'province') refuse('bundles.notAPartner')
  if (quarterWindow(input.through).to >= today) refuse('bundles.quarterNotOver', input.through)
  const scope = { unitId: office.unitId, partnerId: input.toUnit }
  return readShareContent(db, scope, { today, through: input.through })
}

/** The content of a share that leaves the office: the quarters it tells for the first time are kept as told. */
export async function takeShare(context: OfficeContext, input: ShareInput): Promise<ShareContent> {
  const content = await previewShare(context, input)
  if (content.fresh.length === 0) return content
  const isKept = await context.write((db, { now }) =>
    keepQuarters(db, { toUnit: input.toUnit, quarters: content.fresh, now }),
  )
  if (!isKept) refuse('common.changedElsewhere')
  return content
}

/** Makes the next file for the partner's program. */
export async function makeShare(context: OfficeContext, input: ShareInput) {
  const key = await findPartnerKey(context.db, input.toUnit)
  if (key === undefined) refuse('bundles.receiverNotEnrolled')
  const { lines } = await takeShare(context, input)
  const { toUnit } = input
  const made = await sealShort(context, { kind: 'share', toUnit, recipients: [key.box_public], records: lines })
  const unit = await getUnitNames(context.db, toUnit)
  const name = `ChiaSe-${plainName(unit.vi)}-lan-${made.seq}.rcb`
  const ticket = context.services.tickets.put({ name, type: 'application/octet-stream', bytes: made.bytes })
  return { ticket, name, bytes: made.bytes.length, seq: made.seq }
}
