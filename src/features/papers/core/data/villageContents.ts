import { sql } from 'kysely'
import { formatNumber } from '../../../../base/common/formatMoney.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'

/** Trưởng thôn and their phones, with how many addresses each village has. */
export async function villageDirectoryContents(source: PaperSource): Promise<PaperContents<'villageDirectory'>> {
  const { language, t } = source
  const villages = await readVillages(source)
  const communes = new Set(villages.map(({ commune }) => commune))
  const people = villages.reduce((sum, village) => sum + village.people, 0)
  return {
    label: t('papers:kinds.villageDirectory'),
    subjectId: '',
    format: { look: 'list' },
    fields: { count: formatNumber(villages.length, language), people: formatNumber(people, language) },
    lists: {
      villages: villages.map((village, index) => ({
        fields: {
          number: String(index + 1),
          village: village.name,
          // One commune needs no column of its own.
          commune: communes.size > 1 ? (village.commune ?? '') : '',
          headName: village.headName ?? '',
          headPhone: village.headPhone ?? '',
          people: village.people === 0 ? '' : formatNumber(village.people, language),
        },
        lists: {},
      })),
    },
  }
}

async function readVillages({ db, unitId }: PaperSource) {
  const rows = await db
    .selectFrom('village')
    .leftJoin('unit_name as commune', (join) =>
      join.onRef('commune.unit_id', '=', 'village.commune_id').on('commune.valid_to', 'is', null),
    )
    .select([
      'village.name',
      'commune.name as commune',
      'village.head_name as headName',
      'village.head_phone as headPhone',
      sql<number>`(select count(*) from address where address.village_id = village.id and address.owner_unit = ${unitId}
        and address.deleted_at is null and address.merged_into is null
        and address.state not in ('ended', 'refused'))`.as('people'),
    ])
    .where('village.owner_unit', '=', unitId)
    .where('village.deleted_at', 'is', null)
    .orderBy('commune.sort_key')
    .orderBy('village.sort_key')
    .orderBy('village.id')
    .execute()
  return rows.map((row) => ({ ...row, people: Number(row.people) }))
}
