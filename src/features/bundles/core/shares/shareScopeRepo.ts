import type { ReadDb } from '../../../../db/database.ts'
import type { AddressTable, ConsentTable } from '../../../../db/tables/addressTables.ts'
import type { DeliveryTable, HouseTable } from '../../../../db/tables/moneyTables.ts'
import type { JointActivityTable } from '../../../../db/tables/shareTables.ts'
import type { ConsentMark } from '../../../consents/common/rules.ts'
import type { ReadColumn } from '../../common/shares/sharedColumns.ts'
import { readColumns } from '../../common/shares/sharedColumns.ts'

/** Whose rows are looked at, and for which partner: the office's own, in the partner's province. */
export interface ShareScope {
  unitId: string
  partnerId: string
}

/** What a share may know of an address, its person and its village; every other column is never fetched. */
export type ScopeAddress = Pick<AddressTable, ReadColumn<'address'>> & {
  sex: 'M' | 'F' | null
  birthDay: string | null
  villageName: string | null
  districtCode: string
}
export type ScopeDelivery = Pick<DeliveryTable, ReadColumn<'delivery'>>
export type ScopeHouse = Pick<HouseTable, ReadColumn<'house'>>
export type ScopeActivity = Pick<JointActivityTable, ReadColumn<'joint_activity'>>

/** The office's own addresses in the partner's province, merged ones too: what was delivered to them counts for the survivor. */
export async function listScopeAddresses(db: ReadDb, { unitId, partnerId }: ShareScope): Promise<ScopeAddress[]> {
  return db
    .selectFrom('address')
    .innerJoin('unit', 'unit.id', 'address.commune_id')
    .innerJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'unit.id').on('unit_name.valid_to', 'is', null),
    )
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .select(readColumns('address'))
    .select(['person.sex', 'person.birth_day as birthDay', 'village.name as villageName', 'unit.code as districtCode'])
    .where('address.owner_unit', '=', unitId)
    .where('address.deleted_at', 'is', null)
    .where((is) => is.or([is('unit.id', '=', partnerId), is('unit_name.parent_id', '=', partnerId)]))
    .orderBy('address.id')
    .execute()
}

/** What was ever signed about telling these people abroad, by address. */
export async function readAbroadConsents(db: ReadDb, unitId: string): Promise<Map<string, ConsentMark[]>> {
  const rows: Pick<ConsentTable, ReadColumn<'consent'>>[] = await db
    .selectFrom('consent')
    .select(readColumns('consent'))
    .where('consent.owner_unit', '=', unitId)
    .where('consent.purpose', '=', 'shareAbroad')
    .where('consent.deleted_at', 'is', null)
    .orderBy('consent.id')
    .execute()
  const byAddress = new Map<string, ConsentMark[]>()
  for (const { address_id: id, guardian, withdrawn_on: withdrawnOn } of rows) {
    const mark: ConsentMark = { purpose: 'shareAbroad', guardian: guardian === 1, withdrawnOn }
    byAddress.set(id, [...(byAddress.get(id) ?? []), mark])
  }
  return byAddress
}

export async function listScopeDeliveries(db: ReadDb, scope: ShareScope): Promise<ScopeDelivery[]> {
  return db
    .selectFrom('delivery')
    .innerJoin('address', 'address.id', 'delivery.address_id')
    .innerJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select(readColumns('delivery'))
    .where('delivery.owner_unit', '=', scope.unitId)
    .where('delivery.deleted_at', 'is', null)
    .where((is) =>
      is.or([is('address.commune_id', '=', scope.partnerId), is('unit_name.parent_id', '=', scope.partnerId)]),
    )
    .orderBy('delivery.id')
    .execute()
}

export async function listScopeHouses(db: ReadDb, scope: ShareScope): Promise<ScopeHouse[]> {
  return db
    .selectFrom('house')
    .innerJoin('address', 'address.id', 'house.address_id')
    .innerJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select(readColumns('house'))
    .where('house.owner_unit', '=', scope.unitId)
    .where('house.deleted_at', 'is', null)
    .where((is) =>
      is.or([is('address.commune_id', '=', scope.partnerId), is('unit_name.parent_id', '=', scope.partnerId)]),
    )
    .orderBy('house.id')
    .execute()
}

export async function listScopeActivities(
  db: ReadDb,
  { unitId, partnerId }: ShareScope,
): Promise<(ScopeActivity & { districtCode: string | null })[]> {
  return db
    .selectFrom('joint_activity')
    .leftJoin('unit', 'unit.id', 'joint_activity.district_id')
    .select(readColumns('joint_activity'))
    .select('unit.code as districtCode')
    .where('joint_activity.owner_unit', '=', unitId)
    .where('joint_activity.partner_id', '=', partnerId)
    .where('joint_activity.deleted_at', 'is', null)
    .orderBy('joint_activity.on_day')
    .orderBy('joint_activity.id')
    .execute()
}
