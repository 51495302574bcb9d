import type { ReadDb } from '../../../../db/database.ts'
import type { Origin } from '../../../../db/tables/directoryTables.ts'
import type { ContentLine, LineOf } from '../../common/directory/directoryLines.ts'

/** What an office measures by, as lines: its own, or what it has from the last directory. */
export async function readMeasureLines(db: ReadDb, origin: Origin): Promise<ContentLine[]> {
  return [
    ...(await readClusterLines(db, origin)),
    ...(await readIndicatorLines(db, origin)),
    ...(await readTargetLines(db, origin)),
    ...(await readFormLines(db, origin)),
  ]
}

interface Named {
  name_vi: string
  name_en: string | null
  name_lo: string | null
}

function namesOf({ name_vi: vi, name_en: en, name_lo: lo }: Named) {
  return { vi, en, lo }
}

async function readClusterLines(db: ReadDb, origin: Origin): Promise<LineOf<'cluster'>[]> {
  const rows = await db.selectFrom('cluster').selectAll().where('origin', '=', origin).orderBy('id').execute()
  const members = await db
    .selectFrom('cluster_member')
    .innerJoin('unit', 'unit.id', 'cluster_member.unit_id')
    .select(['cluster_id', 'unit.code as unitCode', 'cluster_member.valid_from', 'cluster_member.valid_to'])
    .orderBy('unit.code')
    .orderBy('cluster_member.valid_from')
    .execute()
  const membersOf = Map.groupBy(members, (member) => member.cluster_id)
  return rows.map((row) => ({
    kind: 'cluster',
    id: row.id,
    ...namesOf(row),
    sort: row.sort,
    members: (membersOf.get(row.id) ?? []).map(({ unitCode, valid_from, valid_to }) => ({
      unitCode,
      validFrom: valid_from,
      validTo: valid_to,
    })),
  }))
}

async function readIndicatorLines(db: ReadDb, origin: Origin): Promise<LineOf<'indicator'>[]> {
  const rows = await db.selectFrom('indicator').selectAll().where('origin', '=', origin).orderBy('code').execute()
  return rows.map((row) => ({
    kind: 'indicator',
    code: row.code,
    ...namesOf(row),
    // Safe: only lists of codes are ever written.
    figures: JSON.parse(row.figures) as string[],
    sort: row.sort,
  }))
}

async function readTargetLines(db: ReadDb, origin: Origin): Promise<LineOf<'target'>[]> {
  const rows = await db
    .selectFrom('indicator_target')
    .innerJoin('unit', 'unit.id', 'indicator_target.unit_id')
    .select(['unit.code as unitCode', 'indicator', 'year', 'value'])
    .where('origin', '=', origin)
    .orderBy('year')
    .orderBy('unit.code')
    .orderBy('indicator')
    .execute()
  return rows.map((row) => ({ kind: 'target', ...row }))
}

async function readFormLines(db: ReadDb, origin: Origin): Promise<LineOf<'form'>[]> {
  const rows = await db.selectFrom('report_form').selectAll().where('origin', '=', origin).orderBy('code').execute()
  return rows.map((row) => ({
    kind: 'form',
    code: row.code,
    ...namesOf(row),
    // Safe: as above.
    indicators: JSON.parse(row.indicators) as string[],
    sort: row.sort,
  }))
}

/** Words of the office's own making, or those all offices share. */
export async function readWordLines(db: ReadDb, table: 'own_word' | 'shared_word'): Promise<LineOf<'word'>[]> {
  const rows = await db.selectFrom(table).selectAll().orderBy('kind').orderBy('code').execute()
  return rows.map((row) => ({ kind: 'word', list: row.kind, code: row.code, ...namesOf(row), sort: row.sort }))
}

/** The wordings of papers this office made itself, or those of the last directory. */
export async function readTemplateLines(db: ReadDb, of: { ownUnit: string } | 'shared'): Promise<LineOf<'template'>[]> {
  const rows =
    of === 'shared'
      ? await db.selectFrom('shared_template').selectAll().orderBy('kind').orderBy('language').execute()
      : await db
          .selectFrom('paper_template')
          .select(['kind', 'language', 'blocks'])
          .where('owner_unit', '=', of.ownUnit)
          .where('deleted_at', 'is', null)
          .orderBy('kind')
          .orderBy('language')
          .execute()
  return rows.map((row) => ({
    kind: 'template',
    paper: row.kind,
    // Safe: only languages and blocks that passed their schemas are ever written.
    language: row.language as LineOf<'template'>['language'],
    blocks: JSON.parse(row.blocks) as LineOf<'template'>['blocks'],
  }))
}

/** The office's own setting, and that of the last directory (features/province). */
export const OWN_DUE_SETTING = 'province.dueDays'
export const SHARED_DUE_SETTING = 'directory.dueDays'

export async function readPeriodLines(db: ReadDb, setting: string): Promise<LineOf<'period'>[]> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', setting).executeTakeFirst()
  return row === undefined ? [] : [{ kind: 'period', period: 'quarter', dueDays: Number(row.value) }]
}
