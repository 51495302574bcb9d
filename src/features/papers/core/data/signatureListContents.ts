import { sql } from 'kysely'
import { refuse } from '../../../../base/common/failures.ts'
import { formatNumber } from '../../../../base/common/formatMoney.ts'
import type { ReadDb } from '../../../../db/database.ts'
import { goodsWords } from '../../../ledger/common/goodsWords.ts'
import { monthRange } from '../../../ledger/common/monthRange.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { figureText, sumUp, writeSum } from '../paperMoney.ts'
import { printedName } from './printedName.ts'

/**
 * The list people sign, one sheet per village and a summary. Neighbours read it while they wait: name, year of birth, what
 * is given; never category, health or identity number. The village stands above, and as a field for an office that wants it.
 */
export async function signatureListContents(source: PaperSource): Promise<PaperContents<'signatureList'>> {
  const { db, language, t, request } = source
  const round = await readRound(db, { id: request.subjectId ?? '', unitId: source.unitId })
  const lines = await readLines(source, round.id)
  if (lines.length === 0) refuse('papers.nothingToPrint')
  const villages = [...Map.groupBy(lines, (line) => line.villageId).values()]
  const single = villages.length === 1
  const total = writeSum(sumUp(lines), language)
  const people = (group: readonly Line[]) => formatNumber(group.length, language)
  return {
    label: `${t('papers:kinds.signatureList')} ${round.name} ${round.onDay}`,
    subjectId: round.id,
    day: round.onDay,
    ...(round.place === null ? {} : { place: round.place }),
    format: { look: 'list', landscape: lines.some((line) => line.goods !== null) },
    fields: {
      roundName: round.name,
      currency: t(`papers:currencies.${lines[0]?.currency ?? 'VND'}` as 'papers:currencies.VND'),
      people: people(lines),
      sum: total.figures,
      sumInWords: total.words,
    },
    lists: {
      villages: villages.map((group) => villageSheet(group, { source, single })),
      summary: single
        ? []
        : [
            {
              fields: { people: people(lines), sum: total.figures, sumInWords: total.words },
              lists: {
                villages: villages.map((group, index) => ({
                  fields: {
                    number: String(index + 1),
                    village: group[0]?.village ?? '',
                    people: people(group),
                    amount: sumFigure(group, source),
                  },
                  lists: {},
                })),
              },
            },
          ],
    },
  }
}

function villageSheet(group: readonly Line[], { source, single }: { source: PaperSource; single: boolean }) {
  const { t, language } = source
  const sum = writeSum(sumUp(group), language)
  const total = t(single ? 'papers:list.total' : 'papers:list.villageTotal')
  return {
    fields: {
      village: group[0]?.village ?? '',
      headName: group[0]?.headName ?? '',
      people: formatNumber(group.length, language),
      totalLabel: `${total} · ${t('papers:list.people', { count: group.length })}`,
      sum: sum.figures,
      sumInWords: sum.words,
    },
    lists: {
      lines: group.map((line, index) => ({
        fields: {
          number: String(index + 1),
          name: line.name,
          birthYear: line.birthDay?.slice(0, 4) ?? '',
          village: line.village,
          amount: figureText(line, language),
          goods: goodsWords(line, (value) => formatNumber(value, language)) ?? '',
          note: noteOf(line, source),
        },
        lists: {},
      })),
    },
  }
}

function sumFigure(group: readonly Line[], { language }: PaperSource): string {
  const [first] = group
  const amount = group.reduce((sum, line) => sum + line.amount, 0)
  return figureText({ amount, currency: first?.currency ?? 'VND' }, language)
}

/** Which months are paid, and what came back from the village. */
function noteOf(line: Line, { t }: PaperSource): string {
  const parts = line.months === '' ? [] : [line.months]
  if (line.state === 'absent') parts.push(t('papers:list.absent'))
  if (line.state === 'byProxy') {
    const relation = line.proxyRelation === null || line.proxyRelation === '' ? '' : ` (${line.proxyRelation})`
    parts.push(`${t('papers:list.byProxy')}: ${line.proxyName ?? ''}${relation}`)
  }
  return parts.join(' · ')
}

async function readRound(db: ReadDb, { id, unitId }: { id: string; unitId: string }) {
  const round = await db
    .selectFrom('round')
    .select(['id', 'owner_unit as ownerUnit', 'name', 'on_day as onDay', 'place'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (round === undefined) refuse('common.notFound')
  if (round.ownerUnit !== unitId) refuse('common.notAllowed')
  return round
}

type Line = Awaited<ReturnType<typeof readLines>>[number]

/** Everybody on the list, villages and names in the order of the paper; cancelled lines are off it. */
async function readLines({ db, t }: PaperSource, roundId: string) {
  const rows = await selectLines({ db, t }, roundId)
  const months = await readMonths(db, roundId)
  const named = new Map(rows.map((row) => [row.villageId, row.villageName]))
  const names = [...named.values()]
  return rows.map(({ villageName, communeName, ...row }) => {
    // Two villages of one name are told apart by their commune.
    const clash = names.filter((name) => name === villageName).length > 1
    const commune = clash && communeName !== null ? ` (${communeName})` : ''
    return {
      ...row,
      village: villageName === null ? t('papers:list.noVillage') : villageName + commune,
      months: months.get(row.id) ?? '',
    }
  })
}

function selectLines({ db, t }: Pick<PaperSource, 'db' | 't'>, roundId: string) {
  return db
    .selectFrom('round_line')
    .innerJoin('address', 'address.id', 'round_line.address_id')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'round_line.village_id')
    .leftJoin('unit_name as commune', (join) =>
      join.onRef('commune.unit_id', '=', 'village.commune_id').on('commune.valid_to', 'is', null),
    )
    .select([
      'round_line.id',
      printedName(t).as('name'),
      sql<string | null>`case when address.restricted_on is null then person.birth_day end`.as('birthDay'),
      'round_line.village_id as villageId',
      'village.name as villageName',
      'village.head_name as headName',
      'commune.name as communeName',
      'round_line.amount',
      'round_line.currency',
      'round_line.goods',
      'round_line.goods_quantity as goodsQuantity',
      'round_line.goods_unit as goodsUnit',
      'round_line.state',
      'round_line.proxy_name as proxyName',
      'round_line.proxy_relation as proxyRelation',
    ])
    .where('round_line.round_id', '=', roundId)
    .where('round_line.state', '<>', 'cancelled')
    .where('round_line.deleted_at', 'is', null)
    .orderBy(sql`case when village.sort_key is null then 1 else 0 end`)
    .orderBy('village.sort_key')
    .orderBy('village.id')
    .orderBy('address.sort_key')
    .orderBy('address.id')
    .execute()
}

/** From the first to the last month each line pays. */
async function readMonths(db: ReadDb, roundId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('round_line_instalment as part')
    .innerJoin('round_line', 'round_line.id', 'part.round_line_id')
    .innerJoin('instalment', 'instalment.id', 'part.instalment_id')
    .select([
      'part.round_line_id as lineId',
      sql<string>`min(instalment.first_month)`.as('first'),
      sql<string>`max(instalment.last_month)`.as('last'),
    ])
    .where('round_line.round_id', '=', roundId)
    .groupBy('part.round_line_id')
    .execute()
  return new Map(rows.map(({ lineId, first, last }) => [lineId, monthRange(first, last)]))
}
