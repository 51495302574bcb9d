import { vietNamDay } from '../../../../base/common/vietNamDay.ts'
import type { WriteDb } from '../../../../db/database.ts'
import { insertRecord, type WriteContext } from '../../../../db/recordWriter.ts'
import type { ContentLine, LineOf } from '../../common/directory/directoryLines.ts'
import type { LineChange } from './compareDirectory.ts'
import { OWN_DUE_SETTING, SHARED_DUE_SETTING } from './contentRepo.ts'
import { unitIdOf } from './unitLinesRepo.ts'
import { takeUnitLine } from './waitingLines.ts'

interface Applying {
  /** At the centre, whose own rows its directory brings back where they are gone. */
  isOwn: boolean
  writer: WriteContext
}

/** Writes the changes of a directory. What the office typed itself lies in rows and tables of its own and is not touched. */
export async function applyChanges(db: WriteDb, changes: readonly LineChange[], applying: Applying): Promise<void> {
  const today = vietNamDay(applying.writer.now)
  for (const { change, line } of changes) {
    if (change === 'Removed') await removeLine(db, line)
    else if (line.kind === 'unit' || line.kind === 'successor') await takeUnitLine(db, line, today)
    else if (applying.isOwn) await restoreLine(db, line, applying.writer)
    else await writeLine(db, line)
  }
}

/** Units, successors and words stay: records may name them. */
async function removeLine(db: WriteDb, line: ContentLine): Promise<void> {
  switch (line.kind) {
    case 'cluster':
      await db.deleteFrom('cluster_member').where('cluster_id', '=', line.id).execute()
      await db.deleteFrom('cluster').where('id', '=', line.id).where('origin', '=', 'directory').execute()
      return
    case 'indicator':
      await db.deleteFrom('indicator').where('code', '=', line.code).where('origin', '=', 'directory').execute()
      return
    case 'form':
      await db.deleteFrom('report_form').where('code', '=', line.code).where('origin', '=', 'directory').execute()
      return
    case 'target':
      await db
        .deleteFrom('indicator_target')
        .where('unit_id', '=', unitIdOf(line.unitCode))
        .where('indicator', '=', line.indicator)
        .where('year', '=', line.year)
        .where('origin', '=', 'directory')
        .execute()
      return
    case 'period':
      await db.deleteFrom('setting').where('name', '=', SHARED_DUE_SETTING).execute()
      return
    case 'template':
      await db
        .deleteFrom('shared_template')
        .where('kind', '=', line.paper)
        .where('language', '=', line.language)
        .execute()
      return
    default:
  }
}

async function writeLine(db: WriteDb, line: ContentLine): Promise<void> {
  await removeLine(db, line)
  switch (line.kind) {
    case 'word': {
      const { list: kind, code, sort } = line
      const values = { ...namesOf(line), sort }
      await db
        .insertInto('shared_word')
        .values({ kind, code, ...values })
        .onConflict((conflict) => conflict.columns(['kind', 'code']).doUpdateSet(values))
        .execute()
      return
    }
    case 'template':
      await db.insertInto('shared_template').values(templateRow(line)).execute()
      return
    case 'period':
      await db
        .insertInto('setting')
        .values({ name: SHARED_DUE_SETTING, value: String(line.dueDays) })
        .execute()
      return
    default:
      await insertMeasure(db, line, 'directory')
  }
}

/** What the centre still has stays as it is; what it lost with its PC comes back. */
async function restoreLine(db: WriteDb, line: ContentLine, writer: WriteContext): Promise<void> {
  switch (line.kind) {
    case 'word': {
      const { list: kind, code, sort } = line
      await db
        .insertInto('own_word')
        .values({ kind, code, ...namesOf(line), sort })
        .execute()
      return
    }
    case 'template':
      await insertRecord(db, writer, { table: 'paper_template', values: templateRow(line) })
      return
    case 'period':
      await db
        .insertInto('setting')
        .values({ name: OWN_DUE_SETTING, value: String(line.dueDays) })
        .execute()
      return
    default:
      await insertMeasure(db, line, 'own')
  }
}

async function insertMeasure(db: WriteDb, line: ContentLine, origin: 'own' | 'directory'): Promise<void> {
  switch (line.kind) {
    case 'cluster':
      await insertCluster(db, line, origin)
      return
    case 'indicator': {
      const { code, sort } = line
      const values = { code, origin, ...namesOf(line), figures: JSON.stringify(line.figures), sort }
      await db.insertInto('indicator').values(values).execute()
      return
    }
    case 'form': {
      const { code, sort } = line
      const values = { code, origin, ...namesOf(line), indicators: JSON.stringify(line.indicators), sort }
      await db.insertInto('report_form').values(values).execute()
      return
    }
    case 'target': {
      const { unitCode, indicator, year, value } = line
      const values = { unit_id: unitIdOf(unitCode), indicator, year, origin, value }
      await db.insertInto('indicator_target').values(values).execute()
      return
    }
    default:
  }
}

async function insertCluster(db: WriteDb, line: LineOf<'cluster'>, origin: 'own' | 'directory'): Promise<void> {
  await db
    .insertInto('cluster')
    .values({ id: line.id, origin, ...namesOf(line), sort: line.sort })
    .execute()
  for (const { unitCode, validFrom, validTo } of line.members) {
    await db
      .insertInto('cluster_member')
      .values({ cluster_id: line.id, unit_id: unitIdOf(unitCode), valid_from: validFrom, valid_to: validTo })
      .execute()
  }
}

function namesOf({ vi, en, lo }: { vi: string; en: string | null; lo: string | null }) {
  return { name_vi: vi, name_en: en, name_lo: lo }
}

function templateRow({ paper: kind, language, blocks }: LineOf<'template'>) {
  return { kind, language, blocks: JSON.stringify(blocks) }
}
