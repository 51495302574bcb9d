import { refuse } from '../../../base/common/failures.ts'
import { normaliseText } from '../../../base/common/foldForSearch.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { HouseTable } from '../../../db/tables/moneyTables.ts'
import { housingState } from '../../addresses/common/housing.ts'
import type { Funding, FundingFields, HouseFields, HouseFile, HousingParts } from '../common/houseSchemas.ts'
import { houseBlock, houseWarnings } from '../common/rules.ts'
import { housesWithAddress, readHouseRow, selectHouseRows } from './houseListRepo.ts'
import { readWork } from './houseWorkRepo.ts'

/** The whole page of one house. */
export async function readHouseFile(
  db: ReadDb,
  { id, unitId, today }: { id: string; unitId: string; today: string },
): Promise<HouseFile> {
  const found = await selectHouseRows(housesWithAddress(db).where('house.id', '=', id))
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select([
      'house.version',
      'house.owner_unit',
      'house.deleted_at',
      'house.area_m2 as areaM2',
      'house.outside_province',
      'house.started_on as startedOn',
      'house.accepted_on as acceptedOn',
      'house.floor_before',
      'house.frame_before',
      'house.roof_before',
      'house.floor_after',
      'house.frame_after',
      'house.roof_after',
      'house.permit_note as permitNote',
      'house.note',
      'unit_name.name as communeName',
    ])
    .executeTakeFirst()
  if (found === undefined) refuse('houses.notFound')
  const { owner_unit, deleted_at, outside_province, communeName, ...rest } = found
  const house = { ...withHousing(rest), ...readHouseRow(found) }
  const work = await readWork(db, house)
  const fundings = await listFundings(db, id)
  const otherHouses = await countOtherHouses(db, { id, addressId: house.addressId })
  const block = houseBlock(house)
  return {
    ...house,
    communeName: communeName ?? '',
    ownUnit: owner_unit === unitId,
    deleted: deleted_at !== null,
    outsideProvince: outside_province === 1,
    fundings,
    received: await sumReceived(db, id),
    labourDays: fundings.reduce((sum, { days }) => sum + (days ?? 0), 0),
    ...work,
    warnings: houseWarnings({ ...house, ...work, otherHouses, today }),
    ...(block === undefined ? {} : { block }),
  }
}

interface HousingColumns {
  floor_before: HousingParts['floor']
  frame_before: HousingParts['frame']
  roof_before: HousingParts['roof']
  floor_after: HousingParts['floor']
  frame_after: HousingParts['frame']
  roof_after: HousingParts['roof']
}

function withHousing<Row extends HousingColumns>(row: Row) {
  const { floor_before, frame_before, roof_before, floor_after, frame_after, roof_after, ...rest } = row
  const before = { floor: floor_before, frame: frame_before, roof: roof_before }
  const after = { floor: floor_after, frame: frame_after, roof: roof_after }
  return { ...rest, before, after, housingBefore: housingState(before), housingAfter: housingState(after) }
}

async function countOtherHouses(db: ReadDb, { id, addressId }: { id: string; addressId: string }): Promise<number> {
  const row = await db
    .selectFrom('house')
    .select((each) => each.fn.countAll<number>().as('houses'))
    .where('address_id', '=', addressId)
    .where('id', '<>', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.houses ?? 0)
}

async function listFundings(db: ReadDb, houseId: string): Promise<Funding[]> {
  return db
    .selectFrom('house_funding')
    .select(['id', 'version', 'kind', 'donor_id as donorId', 'funder_name as funderName', 'amount', 'days'])
    .where('house_id', '=', houseId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** Reversals carry the opposite amount, so the sum is what stands in the books. */
async function sumReceived(db: ReadDb, houseId: string): Promise<number> {
  const row = await db
    .selectFrom('allocation')
    .innerJoin('house', 'house.id', 'allocation.house_id')
    .select((each) => each.fn.sum<number | null>('allocation.amount').as('amount'))
    .where('allocation.house_id', '=', houseId)
    .where('allocation.deleted_at', 'is', null)
    .whereRef('allocation.currency', '=', 'house.currency')
    .executeTakeFirst()
  return Number(row?.amount ?? 0)
}

export async function insertHouse(db: WriteDb, context: WriteContext, fields: HouseFields): Promise<string> {
  const address = await db
    .selectFrom('address')
    .select('id')
    .where('id', '=', fields.addressId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('houses.unknownAddress')
  return insertRecord(db, context, {
    table: 'house',
    values: {
      address_id: fields.addressId,
      ...houseValues(fields),
      stage: 'proposed',
      started_on: null,
      accepted_on: null,
      handed_over_on: null,
    },
  })
}

export async function saveHouse(
  db: WriteDb,
  context: WriteContext,
  { id, version, fields }: { id: string; version: number; fields: HouseFields },
): Promise<void> {
  const house = await houseOrRefuse(db, id)
  if (house.currency !== fields.currency && (await hasFundings(db, id))) refuse('houses.currencyFixed')
  await updateRecord(db, context, { table: 'house', id, version, changes: houseValues(fields) })
}

async function hasFundings(db: WriteDb, houseId: string): Promise<boolean> {
  const funding = await db
    .selectFrom('house_funding')
    .select('id')
    .where('house_id', '=', houseId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return funding !== undefined
}

export async function houseOrRefuse(db: WriteDb, id: string) {
  const house = await db
    .selectFrom('house')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (house === undefined) refuse('houses.notFound')
  return house
}

function houseValues(fields: HouseFields) {
  return {
    kind: fields.kind,
    programme: textOrNull(fields.programme),
    budget: fields.budget,
    currency: fields.currency,
    area_m2: fields.areaM2,
    outside_province: fields.outsideProvince ? 1 : 0,
    floor_before: fields.before.floor,
    frame_before: fields.before.frame,
    roof_before: fields.before.roof,
    floor_after: fields.after.floor,
    frame_after: fields.after.frame,
    roof_after: fields.after.roof,
    permit_note: textOrNull(fields.permitNote),
    note: textOrNull(fields.note),
  } satisfies Partial<HouseTable>
}

export async function insertFunding(
  db: WriteDb,
  context: WriteContext,
  { houseId, fields }: { houseId: string; fields: FundingFields },
): Promise<string> {
  const { currency } = await houseOrRefuse(db, houseId)
  const values = { house_id: houseId, currency, ...(await fundingValues(db, fields)) }
  return insertRecord(db, context, { table: 'house_funding', values })
}

export async function saveFunding(
  db: WriteDb,
  context: WriteContext,
  { id, version, fields }: { id: string; version: number; fields: FundingFields },
): Promise<void> {
  const changes = await fundingValues(db, fields)
  await updateRecord(db, context, { table: 'house_funding', id, version, changes })
}

async function fundingValues(db: WriteDb, fields: FundingFields) {
  if (fields.donorId !== null) {
    const donor = await db.selectFrom('donor').select('id').where('id', '=', fields.donorId).executeTakeFirst()
    if (donor === undefined) refuse('houses.unknownDonor')
  }
  return {
    kind: fields.kind,
    donor_id: fields.donorId,
    funder_name: normaliseText(fields.funderName),
    amount: fields.amount,
    days: fields.kind === 'labourDays' ? fields.days : null,
  }
}

function textOrNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text.normalize('NFC')
}
