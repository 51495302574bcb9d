import fc from 'fast-check'
import { newRecordId, sharedRecordId } from '../../../src/base/common/recordId.ts'
import type { Tables } from '../../../src/db/tables.ts'
import { SHARED_COLUMNS, type SharedTable } from '../../../src/features/bundles/common/shares/sharedColumns.ts'
import { PARTNER_CODE } from '../../support/officeTemplate.ts'
import { type TestOffice, writeAs } from './offices.ts'

/** Stands in every text of a marked book that may not cross the border. */
export const CANARY = 'CANARY'
/** Digits that stand in every number of a marked book that may not cross the border. */
export const CANARY_DIGITS = '9182736'
const CANARY_DAY = '1977-07-07'
const CANARY_YEAR = '1931'

/** Values of a fixed list that may not cross the border: they are looked for as words of the file. */
const CANARY_WORDS = [
  'suspended',
  'fingerprint',
  'proxy',
  'otherUnit',
  'local',
  'notDurable',
  'cccd',
  'shareAbroad',
  CANARY_YEAR,
] as const

export interface BookPlan {
  families: {
    village: number
    consent: 'none' | 'given' | 'withdrawn'
    restricted: boolean
    anonymised: boolean
    deliveries: { month: number; form: string; currency: string; amount: number }[]
    house: boolean
  }[]
  activities: { people: number; agreed: boolean }[]
}

/** Random books of some thirty families in a few villages of Huaphanh: many headings have fewer than five of them. */
export const bookPlan: fc.Arbitrary<BookPlan> = fc.record({
  families: fc.array(
    fc.record({
      village: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4),
      consent: fc.constantFrom('none', 'none', 'given', 'withdrawn'),
      restricted: fc.constantFrom(false, false, false, true),
      anonymised: fc.constantFrom(false, false, false, true),
      deliveries: fc.array(
        fc.record({
          month: fc.constantFrom(0, 1, 2, 3, 4, 12, 13),
          form: fc.constantFrom('cash', 'cash', 'food', 'medical'),
          currency: fc.constantFrom('VND', 'VND', 'LAK'),
          amount: fc.integer({ min: 1, max: 5_000_000 }),
        }),
        { maxLength: 4, size: 'max' },
      ),
      house: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40, size: 'max' },
  ),
  activities: fc.array(fc.record({ people: fc.integer({ min: 1, max: 40 }), agreed: fc.boolean() }), { maxLength: 3 }),
})

/** Three districts of the partner's province. */
const DISTRICTS = ['LA-0701', 'LA-0704', 'LA-0709'] as const

type Row<Name extends SharedTable> = Tables[Name]
type Marked = { [Name in SharedTable]: Row<Name>[] }

/** Writes the planned book over whatever was there, and forgets what was shared before. */
export async function fillMarkedBook(office: TestOffice, plan: BookPlan): Promise<Marked> {
  const rows = markedRows(office.unitId, plan)
  await writeAs(office, async (db) => {
    await db.deleteFrom('share_frozen').execute()
    for (const table of Object.keys(rows) as SharedTable[]) {
      await db.deleteFrom(table).execute()
      // Safe: the rows of a table are of its own type.
      if (rows[table].length > 0) {
        await db
          .insertInto(table)
          .values(rows[table] as never)
          .execute()
      }
    }
  })
  return rows
}

type Family = BookPlan['families'][number]
type Owned = Pick<Row<'village'>, 'id' | 'owner_unit' | 'version' | 'change_seq' | 'created_at' | 'deleted_at'>

/** Makes values that would be known again anywhere. */
interface Marker {
  text(what: string): string
  figure(): number
  owned(): Owned
}

function markerFor(unitId: string): Marker {
  let last = 0
  const next = () => {
    last += 1
    return last
  }
  const figure = () => Number(`${CANARY_DIGITS}${String(next()).padStart(4, '0')}`)
  return {
    text: (what) => `${CANARY} ${what} ${next()}`,
    figure,
    owned: () => ({
      id: newRecordId(),
      owner_unit: unitId,
      version: figure(),
      change_seq: figure(),
      created_at: `${CANARY_DAY}T00:00:00.000Z`,
      deleted_at: null,
    }),
  }
}

function markedRows(unitId: string, plan: BookPlan): Marked {
  const mark = markerFor(unitId)
  const rows: Marked = {
    address: [],
    person: [],
    village: [],
    consent: [],
    delivery: [],
    house: [],
    joint_activity: [],
  }
  for (let index = 0; index < 6; index += 1) rows.village.push(villageRow(mark, index))
  for (const [index, family] of plan.families.entries()) {
    const isNamed = family.consent === 'given' && !family.restricted && !family.anonymised
    const person = personRow(
      mark,
      isNamed ? `1950-${String(1 + (index % 12)).padStart(2, '0')}-17` : `${CANARY_YEAR}-03-17`,
    )
    const address = addressRow(mark, {
      family,
      person,
      village: rows.village[family.village],
      name: isNamed ? `Named${index}.` : mark.text('name'),
    })
    rows.person.push(person)
    rows.address.push(address)
    if (family.consent !== 'none') rows.consent.push(consentRow(mark, address.id, family.consent === 'withdrawn'))
    rows.delivery.push(...family.deliveries.map((given) => deliveryRow(mark, address.id, given)))
    if (family.house) rows.house.push(houseRow(mark, address.id, isNamed))
  }
  rows.joint_activity.push(...plan.activities.map((activity) => activityRow(mark, activity)))
  return rows
}

function villageRow(mark: Marker, index: number): Row<'village'> {
  return {
    ...mark.owned(),
    commune_id: sharedRecordId('unit', DISTRICTS[index % DISTRICTS.length] ?? ''),
    name: `Village${index}.`,
    head_name: mark.text('head'),
    head_phone: mark.text('phone'),
    search: mark.text('search'),
    sort_key: mark.text('sort'),
  }
}

function personRow(mark: Marker, birthDay: string): Row<'person'> {
  return {
    ...mark.owned(),
    full_name: mark.text('full name'),
    other_name: mark.text('other name'),
    sex: 'F',
    birth_day: birthDay,
    ethnicity: mark.text('ethnicity'),
    id_kind: 'cccd',
    id_number: String(mark.figure()),
    former_id_number: String(mark.figure()),
    phone: String(mark.figure()),
    guardian_name: mark.text('guardian'),
    guardian_phone: String(mark.figure()),
    guardian_relation: mark.text('relation'),
    household_id: newRecordId(),
    relation_to_head: mark.text('relation'),
    merged_into: null,
    search: mark.text('search'),
    sort_key: mark.text('sort'),
  }
}

interface AddressPlan {
  family: Family
  person: Row<'person'>
  village: Row<'village'> | undefined
  name: string
}

function addressRow(mark: Marker, { family, person, village, name }: AddressPlan): Row<'address'> {
  return {
    ...mark.owned(),
    kind: 'person',
    person_id: person.id,
    household_id: newRecordId(),
    display_name: name,
    village_id: village?.id ?? null,
    commune_id: village?.commune_id ?? '',
    address_line: mark.text('line'),
    former_address: mark.text('former'),
    main_category: name.startsWith(CANARY) ? mark.text('category') : 'poor',
    other_categories: JSON.stringify([mark.text('category')]),
    state: 'suspended',
    state_since: CANARY_DAY,
    situation: mark.text('situation'),
    needs: mark.text('needs'),
    wish: mark.text('wish'),
    monthly_need: mark.figure(),
    need_from: CANARY_DAY.slice(0, 7),
    need_months: mark.figure(),
    decision_id: newRecordId(),
    next_visit_on: CANARY_DAY,
    note: mark.text('note'),
    latitude: Number(`19.${CANARY_DIGITS}`),
    longitude: Number(`104.${CANARY_DIGITS}`),
    responsible: mark.text('responsible'),
    end_reason: mark.text('reason'),
    restricted_on: family.restricted ? CANARY_DAY : null,
    anonymised_on: family.anonymised ? CANARY_DAY : null,
    import_id: newRecordId(),
    merged_into: null,
    search: mark.text('search'),
    sort_key: mark.text('sort'),
  }
}

function consentRow(mark: Marker, addressId: string, withdrawn: boolean): Row<'consent'> {
  return {
    ...mark.owned(),
    address_id: addressId,
    purpose: 'shareAbroad',
    given_on: CANARY_DAY,
    signed_by: mark.text('signer'),
    guardian: 0,
    proof: mark.text('proof'),
    withdrawn_on: withdrawn ? CANARY_DAY : null,
  }
}

/** Months count from January 2025; the last two lie in a quarter that is not over. */
function deliveryRow(mark: Marker, addressId: string, given: Family['deliveries'][number]): Row<'delivery'> {
  const { month, form, currency, amount } = given
  return {
    ...mark.owned(),
    address_id: addressId,
    pairing_id: newRecordId(),
    instalment_id: newRecordId(),
    round_line_id: newRecordId(),
    donor_id: newRecordId(),
    on_day: month < 12 ? `2025-${String(month + 1).padStart(2, '0')}-15` : `2026-1${month - 12}-15`,
    channel: 'local',
    source: 'otherUnit',
    help_form: form,
    amount,
    currency,
    goods_item: mark.text('goods'),
    goods_quantity: mark.figure(),
    goods_unit: mark.text('unit'),
    goods_value: 0,
    purpose: mark.text('purpose'),
    receiver: 'proxy',
    proxy_name: mark.text('proxy name'),
    proxy_relation: mark.text('relation'),
    proof: 'fingerprint',
    place: mark.text('place'),
    note: mark.text('note'),
    reverses: null,
    reason: mark.text('reason'),
  }
}

function houseRow(mark: Marker, addressId: string, isNamed: boolean): Row<'house'> {
  return {
    ...mark.owned(),
    address_id: addressId,
    kind: 'new',
    programme: mark.text('programme'),
    stage: mark.text('stage'),
    budget: 80_000_000,
    currency: 'VND',
    area_m2: mark.figure(),
    outside_province: 1,
    started_on: isNamed ? '2025-02-01' : CANARY_DAY,
    accepted_on: CANARY_DAY,
    handed_over_on: isNamed ? '2025-08-01' : '2025-08-02',
    floor_before: 'notDurable',
    frame_before: 'notDurable',
    roof_before: 'notDurable',
    floor_after: 'notDurable',
    frame_after: 'notDurable',
    roof_after: 'notDurable',
    permit_note: mark.text('permit'),
    note: mark.text('note'),
  }
}

/** Figures of few people that nobody signed may not be told. */
function activityRow(mark: Marker, { people, agreed }: BookPlan['activities'][number]): Row<'joint_activity'> {
  return {
    ...mark.owned(),
    partner_id: sharedRecordId('unit', PARTNER_CODE),
    on_day: '2026-11-20',
    kind: 'health',
    title: 'Khám bệnh ບ້ານນາຄູນ',
    place: 'Na Khun',
    district_id: sharedRecordId('unit', DISTRICTS[0]),
    households: people,
    people,
    amount: people < 5 && !agreed ? mark.figure() : 12_500_000,
    currency: 'LAK',
    goods: null,
    goods_value: 0,
    rate: '1.21',
    rate_on: '2026-11-20',
    agreed: agreed ? 1 : 0,
    note: mark.text('note'),
  }
}

/** What may not stand in the text of a share of this book, found in it; and rows whose forbidden columns carry no mark. */
export function findMarks(text: string, rows: Marked): string[] {
  const found = [CANARY, CANARY_DIGITS, CANARY_DAY, CANARY_DAY.slice(0, 7)].filter((mark) => text.includes(mark))
  found.push(...CANARY_WORDS.filter((word) => text.includes(`"${word}"`)))
  for (const table of Object.keys(rows) as SharedTable[]) {
    for (const row of rows[table]) if (text.includes(row.id)) found.push(`${table}.id`)
  }
  const unnamed = rows.village.filter(({ id }) => isSmall(rows, id)).map(({ name }) => name)
  return [...found, ...unnamed.filter((name) => text.includes(name))]
}

/** Fewer than five families, none of them named: even the village is not told. */
function isSmall(rows: Marked, villageId: string): boolean {
  const families = rows.address.filter((address) => address.village_id === villageId)
  return families.length < 5 && families.every((address) => address.display_name.startsWith(CANARY))
}

/** Columns that stay and whose value in this book would not be known again in a file. */
export function unmarkedColumns(rows: Marked): string[] {
  return (Object.keys(rows) as SharedTable[]).flatMap((table) =>
    rows[table].flatMap((row) => {
      const fates: Record<string, string> = SHARED_COLUMNS[table]
      return Object.entries(row).flatMap(([column, value]) =>
        fates[column] !== 'stays' || isMark(value) || UNMARKABLE.includes(`${table}.${column}`)
          ? []
          : [`${table}.${column}`],
      )
    }),
  )
}

/** One of two or three values that other columns have too, or a unit that heads the file. */
const UNMARKABLE = ['village.commune_id', 'house.outside_province', 'person.merged_into']

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7/

function isMark(value: unknown): boolean {
  const text = String(value)
  const isWord = (CANARY_WORDS as readonly string[]).includes(text)
  return (
    isWord || UUID.test(text) || [CANARY, CANARY_DIGITS, CANARY_DAY.slice(0, 7)].some((mark) => text.includes(mark))
  )
}
