import { formatDay } from '../../../../base/common/day.ts'
import { refuse } from '../../../../base/common/failures.ts'
import { writePoint } from '../../../addresses/common/readPoint.ts'
import type { PaperSource } from '../paperContents.ts'
import { readVocabulary } from './readWords.ts'

/** The values of one address that papers show, in the shape's names; empty strings where nothing is known. */
export async function readAddressFields(source: PaperSource, addressId: string) {
  const row = await readAddress(source, addressId)
  const category = await readVocabulary(source.db, { kind: 'category', language: source.language })
  const text = (value: string | null) => value ?? ''
  return {
    id: row.id,
    personId: row.personId,
    householdId: row.householdId,
    decisionId: row.decisionId,
    idNumber: text(row.idNumber),
    state: row.state,
    point:
      row.latitude === null || row.longitude === null
        ? ''
        : writePoint({ latitude: row.latitude, longitude: row.longitude }),
    fields: {
      name: row.name,
      otherName: text(row.otherName),
      sex: row.sex === null ? '' : source.t(`papers:sexes.${row.sex}`),
      birth: row.birthDay === null ? '' : formatDay(row.birthDay),
      ethnicity: text(row.ethnicity),
      phone: text(row.phone),
      guardian: text(row.guardian),
      guardianPhone: text(row.guardianPhone),
      guardianRelation: text(row.guardianRelation),
      village: text(row.village),
      commune: text(row.commune),
      addressLine: text(row.addressLine),
      formerAddress: text(row.formerAddress),
      category: category(row.category),
      situation: text(row.situation),
      needs: text(row.needs),
      wish: text(row.wish),
    },
  }
}

/** A paper of a person names them: where the use of their data is restricted, none is made. */
async function readAddress({ db }: PaperSource, addressId: string) {
  const row = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('unit_name as commune', (join) =>
      join.onRef('commune.unit_id', '=', 'address.commune_id').on('commune.valid_to', 'is', null),
    )
    .select([
      'address.id',
      'address.person_id as personId',
      'address.household_id as householdId',
      'address.decision_id as decisionId',
      'address.restricted_on as restrictedOn',
      'address.display_name as name',
      'person.other_name as otherName',
      'person.sex',
      'person.birth_day as birthDay',
      'person.ethnicity',
      'person.id_number as idNumber',
      'person.phone',
      'person.guardian_name as guardian',
      'person.guardian_phone as guardianPhone',
      'person.guardian_relation as guardianRelation',
      'village.name as village',
      'commune.name as commune',
      'address.address_line as addressLine',
      'address.former_address as formerAddress',
      'address.main_category as category',
      'address.situation',
      'address.needs',
      'address.wish',
      'address.state',
      'address.latitude',
      'address.longitude',
    ])
    .where('address.id', '=', addressId)
    .where('address.deleted_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) refuse('common.notFound')
  if (row.restrictedOn !== null) refuse('papers.dataRestricted')
  return row
}

/** Who lives in the same household, without the person themselves. */
export async function readMembers(
  { db, language, t }: PaperSource,
  { personId, householdId }: { personId: string | null; householdId: string | null },
) {
  if (householdId === null) return []
  const relation = await readVocabulary(db, { kind: 'householdRelation', language })
  const rows = await db
    .selectFrom('person')
    .select(['id', 'full_name as name', 'birth_day as birthDay', 'sex', 'relation_to_head as relation'])
    .where('household_id', '=', householdId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('birth_day')
    .orderBy('id')
    .execute()
  const others = rows.filter(({ id }) => id !== personId)
  return others.map((row, index) => ({
    fields: {
      number: String(index + 1),
      name: row.name,
      birthYear: row.birthDay?.slice(0, 4) ?? '',
      sex: row.sex === null ? '' : t(`papers:sexes.${row.sex}`),
      relation: relation(row.relation),
    },
    lists: {},
  }))
}
