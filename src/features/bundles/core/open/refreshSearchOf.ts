import { addressSearchText } from '../../../../db/addressSearchText.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { RecordKind } from '../../common/bundleRecords.ts'

export interface TouchedRows {
  address: readonly string[]
  person: readonly string[]
  village: readonly string[]
}

/** Collects the rows by which an address is found. */
export function createTouched() {
  const touched: Record<keyof TouchedRows, string[]> = { address: [], person: [], village: [] }
  return {
    add(kind: RecordKind, ids: readonly string[]): void {
      if (kind === 'address' || kind === 'person' || kind === 'village') touched[kind].push(...ids)
    },
    ids: (): TouchedRows => touched,
  }
}

const IDS_AT_ONCE = 500

/**
 * Makes the search text of addresses anew after a report of changes: an address may have come without its person or village,
 * or these without it.
 */
export async function refreshSearchOf(db: WriteDb, touched: TouchedRows): Promise<void> {
  const by = [
    ['address.id', touched.address],
    ['address.person_id', touched.person],
    ['address.village_id', touched.village],
  ] as const
  for (const [column, ids] of by) {
    for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
      await refreshWhere(db, { column, ids: ids.slice(start, start + IDS_AT_ONCE) })
    }
  }
}

type Column = 'address.id' | 'address.person_id' | 'address.village_id'

async function refreshWhere(db: WriteDb, { column, ids }: { column: Column; ids: readonly string[] }): Promise<void> {
  // Safe: a transaction reads as any Kysely does.
  const rows = await (db as unknown as ReadDb)
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select([
      'address.id',
      'address.search',
      'address.display_name as name',
      'person.other_name as otherName',
      'person.id_number as idNumber',
      'village.name as villageName',
      'unit_name.name as communeName',
    ])
    .where(column, 'in', ids)
    .execute()
  for (const { id, search, ...words } of rows) {
    const fresh = addressSearchText(words)
    if (fresh !== search) await db.updateTable('address').set({ search: fresh }).where('id', '=', id).execute()
  }
}
