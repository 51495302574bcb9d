import { type SqlBool, sql } from 'kysely'
import { type Day, type Month, monthOf } from '../../../base/common/day.ts'
import type { WriteDb } from '../../../db/database.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'
import { openHorizon } from '../common/instalmentPlan.ts'
import { extendInstalments } from '../common/replanInstalments.ts'
import { currencyOf } from './currencyOf.ts'
import { insertInstalments, type NewInstalment } from './instalmentRepo.ts'
import { planTermsOf } from './savePairing.ts'

/**
 * Carries every active open-ended pairing of this office on to the end of the year of `today`; to be run when an office is
 * opened. Answers with the number of kỳ added, 0 on every day but the first of a new year.
 */
export async function extendOpenPairings(db: WriteDb, context: WriteContext, today: Day): Promise<number> {
  const december = openHorizon({ firstMonth: monthOf(today), today })
  const rows = await db
    .selectFrom('pairing')
    .selectAll()
    .select(
      sql<string | null>`(select max(instalment.last_month) from instalment
        where instalment.pairing_id = pairing.id and instalment.deleted_at is null)`.as('planned'),
    )
    .where('state', '=', 'active')
    .where('last_month', 'is', null)
    .where('frequency', '<>', 'once')
    .where('owner_unit', '=', context.unitId)
    .where('deleted_at', 'is', null)
    .where(
      sql<SqlBool>`not (first_month <= ${december} and (${isStillOpenIn(december, context.unitId)} or ${isPlannedTo(december)}))`,
    )
    .execute()
  const added: NewInstalment[] = rows.flatMap((row) =>
    extendInstalments(planTermsOf(row, today), row.planned).map((each) => ({
      ...each,
      pairingId: row.id,
      currency: currencyOf(row),
    })),
  )
  await insertInstalments(db, context, added)
  return added.length
}

/**
 * A kỳ of the month or later that nothing was given for yet, as nearly every pairing has one. These lie together in the order of
 * their days (`src/db/keepSums.ts`), so a book that was just opened reads a few pages instead of one for each pairing.
 */
function isStillOpenIn(december: Month, unitId: string) {
  return sql`pairing.id in (select pairing_id from open_instalment
    where owner_unit = ${unitId} and due_on >= ${`${december}-01`} and last_month >= ${december})`
}

/**
 * A kỳ that reaches the month or passes it. None is longer than a year, so only those of its year are looked at, and on nearly
 * every day the first of them already answers.
 */
function isPlannedTo(december: Month) {
  return sql`exists (select 1 from instalment where instalment.pairing_id = pairing.id
    and instalment.first_month >= ${`${december.slice(0, 4)}-01`} and instalment.last_month >= ${december}
    and instalment.deleted_at is null)`
}
