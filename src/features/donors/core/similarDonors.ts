import { readPhoneNumber } from '../../../base/common/phoneNumber.ts'
import type { ReadDb } from '../../../db/database.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import { donorNameCore } from '../common/rules.ts'

const MOST_SIMILAR = 10

/** Ids of donors with the same name but for its legal form or title, the same phone or the same tax code. */
export async function findSimilarDonors(
  db: ReadDb,
  someone: { name: string; phone: string | null; taxCode: string | null },
): Promise<string[]> {
  const core = donorNameCore(someone.name)
  const byName = await searchCondition(db, { table: 'donor', text: core })
  const phone = textOf(someone.phone)
  const taxCode = textOf(someone.taxCode)
  if (byName === undefined && phone === undefined && taxCode === undefined) return []
  const rows = await db
    .selectFrom('donor')
    .select(['id', 'name', 'phone', 'tax_code'])
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .where((where) =>
      where.or([
        ...(byName === undefined ? [] : [byName]),
        ...(phone === undefined ? [] : [where('phone', '=', readPhoneNumber(phone).display)]),
        ...(taxCode === undefined ? [] : [where('tax_code', '=', taxCode)]),
      ]),
    )
    .orderBy('sort_key')
    .limit(MOST_SIMILAR * 10)
    .execute()
  const same = rows.filter((row) => {
    if (phone !== undefined && row.phone === readPhoneNumber(phone).display) return true
    if (taxCode !== undefined && row.tax_code === taxCode) return true
    return core !== '' && donorNameCore(row.name) === core
  })
  return same.slice(0, MOST_SIMILAR).map(({ id }) => id)
}

function textOf(text: string | null): string | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? undefined : trimmed
}
