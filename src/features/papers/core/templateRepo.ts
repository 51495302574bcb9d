import { refuse } from '../../../base/common/failures.ts'
import type { Language } from '../../../base/common/language.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, setDeleted, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { unknownNames } from '../common/checkTemplate.ts'
import { type PaperKind, paperKindSchema } from '../common/paperKinds.ts'
import { type PaperTemplate, paperTemplateSchema } from '../common/paperTemplate.ts'
import { defaultTemplate } from './defaultTemplates.ts'

export interface TemplateKey {
  kind: PaperKind
  language: Language
}

export interface StoredTemplate {
  template: PaperTemplate
  /** Whether the office worded it itself. */
  own: boolean
  /** 0 = the office never changed this one. */
  version: number
}

/** The wording in use: the office's own beside, never over, that of the centre's directory, and beneath both the shipped one. */
export async function readTemplate(
  db: ReadDb,
  { kind, language, unitId }: TemplateKey & { unitId: string },
): Promise<StoredTemplate> {
  const row = await findRow(db, { kind, language, unitId })
  const own = row === undefined || row.deleted_at !== null ? undefined : usable(kind, row.blocks)
  const template = own ?? (await findShared(db, { kind, language })) ?? defaultTemplate(kind, language)
  return { template, own: own !== undefined, version: row?.version ?? 0 }
}

async function findShared(db: ReadDb, { kind, language }: TemplateKey): Promise<PaperTemplate | undefined> {
  const row = await db
    .selectFrom('shared_template')
    .select('blocks')
    .where('kind', '=', kind)
    .where('language', '=', language)
    .executeTakeFirst()
  return row === undefined ? undefined : usable(kind, row.blocks)
}

/** A wording kept by another program may have names this one has not: the one beneath it prints instead. */
function usable(kind: PaperKind, blocks: string): PaperTemplate | undefined {
  const template = paperTemplateSchema.safeParse(JSON.parse(blocks)).data
  return template === undefined || unknownNames(kind, template).length > 0 ? undefined : template
}

/** Which papers the office words itself. */
export async function listOwnTemplates(db: ReadDb, unitId: string): Promise<TemplateKey[]> {
  const rows = await db
    .selectFrom('paper_template')
    .select(['kind', 'language'])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .orderBy('kind')
    .orderBy('language')
    .execute()
  return rows.flatMap(({ kind, language }) => {
    const known = paperKindSchema.safeParse(kind)
    // Safe: only the languages of the contract are ever written.
    return known.success ? [{ kind: known.data, language: language as Language }] : []
  })
}

/** @throws `papers.unknownField` naming what the paper does not have */
export function refuseUnknownNames(kind: PaperKind, template: PaperTemplate): void {
  const unknown = unknownNames(kind, template)
  if (unknown.length > 0) refuse('papers.unknownField', { names: unknown.join(', '), count: unknown.length })
}

/** Keeps the office's wording; wording it again after a reset takes up the same row, so the journal tells one story. */
export async function saveTemplate(
  db: WriteDb,
  writer: WriteContext,
  { kind, language, template, version }: TemplateKey & { template: PaperTemplate; version: number },
): Promise<void> {
  refuseUnknownNames(kind, template)
  const blocks = JSON.stringify(template).normalize('NFC')
  const row = await findRow(db, { kind, language, unitId: writer.unitId })
  if (row === undefined) {
    if (version !== 0) refuse('common.changedElsewhere')
    await insertRecord(db, writer, { table: 'paper_template', values: { kind, language, blocks } })
    return
  }
  if (row.version !== version) refuse('common.changedElsewhere')
  await setDeleted(db, writer, { table: 'paper_template', id: row.id, deleted: false })
  const now = row.deleted_at === null ? version : version + 1
  await updateRecord(db, writer, { table: 'paper_template', id: row.id, version: now, changes: { blocks } })
}

/** Back to the wording beneath: the directory's, or the shipped one. */
export async function resetTemplate(db: WriteDb, writer: WriteContext, key: TemplateKey): Promise<void> {
  const row = await findRow(db, { ...key, unitId: writer.unitId })
  if (row !== undefined) await setDeleted(db, writer, { table: 'paper_template', id: row.id, deleted: true })
}

function findRow(db: ReadDb | WriteDb, { kind, language, unitId }: TemplateKey & { unitId: string }) {
  return db
    .selectFrom('paper_template')
    .select(['id', 'version', 'blocks', 'deleted_at'])
    .where('owner_unit', '=', unitId)
    .where('kind', '=', kind)
    .where('language', '=', language)
    .executeTakeFirst()
}
