import { sql } from 'kysely'
import { refuse } from '../../../../base/common/failures.ts'
import { formatNumber } from '../../../../base/common/formatMoney.ts'
import { readUnitName } from '../letterheadRepo.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { moneyText } from '../paperMoney.ts'
import { readVocabulary } from './readWords.ts'

/** Not yet approved: what the People's Committee is asked to confirm. */
const TO_BE_APPROVED = ['proposed', 'surveyed', 'verified'] as const

/** Who is proposed, for the People's Committee; the meeting that selects has the same people on its minutes. */
export function proposalContents<Kind extends 'proposalList' | 'selectionMinutes'>(kind: Kind) {
  return async (source: PaperSource): Promise<PaperContents<'proposalList' | 'selectionMinutes'>> => {
    const { t, language, request } = source
    const people = await readPeople(source)
    if (people.length === 0) refuse('papers.nothingToPrint')
    const village = request.villageId === null ? '' : (people[0]?.village ?? '')
    return {
      label: [t(`papers:kinds.${kind}`), village].filter(Boolean).join(' – '),
      subjectId: request.villageId ?? '',
      format: kind === 'proposalList' ? { look: 'list', landscape: true } : { look: 'letter' },
      fields: {
        commune: await readUnitName(source.db, { unitId: source.unitId, language }),
        village: village === '' ? '' : t('papers:villageNamed', { village }),
        count: formatNumber(people.length, language),
      },
      lists: {
        people: people.map((person, index) => ({
          fields: { ...person, number: String(index + 1) },
          lists: {},
        })),
      },
    }
  }
}

async function readPeople(source: PaperSource) {
  const { db, language, t, unitId, request } = source
  const category = await readVocabulary(db, { kind: 'category', language })
  const rows = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'address.display_name as name',
      'person.birth_day as birthDay',
      'person.sex',
      'village.name as village',
      'address.main_category as category',
      'address.situation',
      'address.needs',
      'address.monthly_need as monthlyNeed',
      'address.state',
    ])
    .where('address.owner_unit', '=', unitId)
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .where('address.restricted_on', 'is', null)
    .where('address.state', 'in', TO_BE_APPROVED)
    .$if(request.villageId !== null, (query) => query.where('address.village_id', '=', request.villageId ?? ''))
    .orderBy(sql`case when village.sort_key is null then 1 else 0 end`)
    .orderBy('village.sort_key')
    .orderBy('address.sort_key')
    .orderBy('address.id')
    .execute()
  return rows.map((row) => {
    const need = moneyText({ amount: row.monthlyNeed ?? 0, currency: 'VND' }, language)
    return {
      name: row.name,
      birthYear: row.birthDay?.slice(0, 4) ?? '',
      sex: row.sex === null ? '' : t(`papers:sexes.${row.sex}`),
      village: row.village ?? '',
      category: category(row.category),
      situation: row.situation ?? '',
      needs: [row.needs ?? '', need === '' ? '' : t('papers:aMonth', { amount: need })].filter(Boolean).join('\n'),
      monthlyNeed: need,
      state: t(`papers:states.${row.state as (typeof TO_BE_APPROVED)[number]}`),
    }
  })
}
