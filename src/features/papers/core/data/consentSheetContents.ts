import { sql } from 'kysely'
import { refuse } from '../../../../base/common/failures.ts'
import { formatNumber } from '../../../../base/common/formatMoney.ts'
import { CONSENT_PURPOSES } from '../../../consents/common/consentSchemas.ts'
import { signersNeeded } from '../../../consents/common/rules.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { readVocabulary } from './readWords.ts'

/**
 * A sheet per village to gather consents on: a column per purpose, nothing ticked beforehand. Children stand on a list of
 * their own, each with the guardian who signs. Whose data are only kept is asked nothing, and counted.
 */
export async function consentSheetContents(source: PaperSource): Promise<PaperContents<'consentSheet'>> {
  const { db, language, t, today } = source
  const all = await readPeople(source)
  const people = all.filter(({ restrictedOn }) => restrictedOn === null)
  if (people.length === 0) refuse('papers.nothingToPrint')
  const purpose = await readVocabulary(db, { kind: 'consentPurpose', language })
  const villages = [...Map.groupBy(people, ({ villageId }) => villageId).values()]
  const held = all.length - people.length
  return {
    label: [t('papers:kinds.consentSheet'), villages.length === 1 ? (people[0]?.village ?? '') : '']
      .filter(Boolean)
      .join(' – '),
    subjectId: source.request.villageId ?? '',
    format: { look: 'list', landscape: true },
    fields: {},
    lists: {
      villages: villages.map((group) => ({
        fields: {
          village: group[0]?.village ?? t('papers:list.noVillage'),
          headName: group[0]?.headName ?? '',
          count: formatNumber(group.length, language),
          restrictedNote: held === 0 ? '' : t('papers:restrictedNote', { count: held }),
        },
        lists: {
          purposes: CONSENT_PURPOSES.map((code, index) => ({
            fields: { number: String(index + 1), purpose: purpose(code) },
            lists: {},
          })),
          adults: group.filter((person) => !isChild(person, today)).map(personRow),
          children: group
            .filter((person) => isChild(person, today))
            .map((person, index) => ({
              fields: {
                ...personRow(person, index).fields,
                guardian: [person.guardian, person.guardianRelation].filter(Boolean).join(', '),
                note: maySpeak(person, today) ? t('papers:consentSheet.bothSign') : '',
              },
              lists: {},
            })),
        },
      })),
    },
  }
}

type Asked = Awaited<ReturnType<typeof readPeople>>[number]

function personRow({ name, birthDay }: Asked, index: number) {
  return { fields: { number: String(index + 1), name, birthYear: birthDay?.slice(0, 4) ?? '' }, lists: {} }
}

function isChild({ birthDay }: Asked, today: string): boolean {
  return signersNeeded('keep', { birthDay, today }) === 'guardian'
}

/** Old enough to be asked too before anything is published. */
function maySpeak({ birthDay }: Asked, today: string): boolean {
  return signersNeeded('publish', { birthDay, today }) === 'both'
}

function readPeople({ db, unitId, request }: PaperSource) {
  return db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'address.display_name as name',
      'address.restricted_on as restrictedOn',
      'address.village_id as villageId',
      'village.name as village',
      'village.head_name as headName',
      'person.birth_day as birthDay',
      'person.guardian_name as guardian',
      'person.guardian_relation as guardianRelation',
    ])
    .where('address.owner_unit', '=', unitId)
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .where('address.anonymised_on', 'is', null)
    .where('address.state', 'not in', ['ended', 'refused'])
    .$if(request.villageId !== null, (query) => query.where('address.village_id', '=', request.villageId ?? ''))
    .orderBy(sql`case when village.sort_key is null then 1 else 0 end`)
    .orderBy('village.sort_key')
    .orderBy('village.id')
    .orderBy('address.sort_key')
    .orderBy('address.id')
    .execute()
}
