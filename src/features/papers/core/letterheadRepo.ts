import type { Day } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { Language } from '../../../base/common/language.ts'
import { LANGUAGES } from '../../../base/common/language.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { Translate } from '../../../db/office.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { branchName, type NamedUnit, unitFullName } from '../../units/common/unitNames.ts'
import { type Letterhead, type LetterheadTexts, letterheadSchema } from '../common/letterheadSchemas.ts'
import { bankText } from '../common/vietQr.ts'

const EMPTY_TEXTS: LetterheadTexts = { above: '', branch: '', place: '', chairTitle: '' }

/** What the office wrote of itself; empty lines where it wrote nothing. Version 0 = never written. */
export async function readLetterhead(
  db: ReadDb,
  unitId: string,
): Promise<{ letterhead: Letterhead; version: number; id: string | undefined }> {
  const row = await db
    .selectFrom('letterhead')
    .selectAll()
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const letterhead = letterheadSchema.parse({
    texts: row === undefined ? { vi: EMPTY_TEXTS, en: EMPTY_TEXTS, lo: EMPTY_TEXTS } : JSON.parse(row.texts),
    chairName: row?.chair_name ?? '',
    treasurerName: row?.treasurer_name ?? '',
    bankBin: row?.bank_bin ?? '',
    account: row?.account_number ?? '',
    accountName: row?.account_name ?? '',
    transferNote: row?.transfer_note ?? '',
  })
  return { letterhead, version: row?.version ?? 0, id: row?.id }
}

/**
 * Writes the letterhead; every change is in the journal with its author, since an account on a letter is where money goes.
 * @throws `papers.accountIncomplete` with only a bank or only an account
 */
export async function saveLetterhead(
  db: WriteDb,
  writer: WriteContext,
  { letterhead, version }: { letterhead: Letterhead; version: number },
): Promise<void> {
  if ((letterhead.bankBin === '') !== (letterhead.account === '')) refuse('papers.accountIncomplete')
  const values = {
    texts: JSON.stringify(letterhead.texts).normalize('NFC'),
    chair_name: textOrNull(letterhead.chairName),
    treasurer_name: textOrNull(letterhead.treasurerName),
    bank_bin: textOrNull(letterhead.bankBin),
    account_number: textOrNull(letterhead.account),
    account_name: textOrNull(letterhead.accountName),
    transfer_note: textOrNull(bankText(letterhead.transferNote)),
  }
  const present = await db
    .selectFrom('letterhead')
    .select('id')
    .where('owner_unit', '=', writer.unitId)
    .executeTakeFirst()
  if (present !== undefined) {
    await updateRecord(db, writer, { table: 'letterhead', id: present.id, version, changes: values })
  } else if (version === 0) await insertRecord(db, writer, { table: 'letterhead', values })
  else refuse('common.changedElsewhere')
}

function textOrNull(text: string): string | null {
  const tidy = text.normalize('NFC').trim()
  return tidy === '' ? null : tidy
}

interface NamedOn {
  unitId: string
  translator: (language: Language) => Translate
  /** The day the names are of; left out: today's. */
  day?: Day
}

/** The office's own names in each language, as they stand on its papers where it wrote nothing else. */
export async function readOfficeNames(
  db: ReadDb,
  { unitId, translator, day }: NamedOn,
): Promise<Record<Language, LetterheadTexts>> {
  const own = await readUnit(db, unitId, day)
  const above = own?.parentId == null ? undefined : await readUnit(db, own.parentId, day)
  const names = (language: Language): LetterheadTexts => {
    const t = translator(language)
    return {
      above: issuerName(above, { language, t }),
      branch: issuerName(own, { language, t }),
      place: own === undefined ? '' : placeName(own, language),
      chairTitle: t('papers:shared.chair'),
    }
  }
  // Safe: exactly the languages are the keys made.
  return Object.fromEntries(LANGUAGES.map((language) => [language, names(language)])) as Record<
    Language,
    LetterheadTexts
  >
}

interface StoredUnit {
  type: string
  name: string
  nameEn: string | null
  nameLo: string | null
  parentId: string | null
}

/** The unit by its last name, or by the one it had on a day. */
async function readUnit(db: ReadDb, unitId: string, day?: Day): Promise<StoredUnit | undefined> {
  const rows = await db
    .selectFrom('unit_name')
    .select(['type', 'name', 'name_en as nameEn', 'name_lo as nameLo', 'parent_id as parentId'])
    .select('valid_from as from')
    .where('unit_id', '=', unitId)
    .orderBy('valid_from')
    .execute()
  const then = day === undefined ? rows : rows.filter((row) => row.from <= day)
  return then.at(-1) ?? rows[0]
}

/**
 * Whose paper it is: the unit a numbered paper or a list was made by, under the name of its day, when that is not what the office
 * is called now (it was merged, split or renamed since); else `undefined`.
 */
export async function findFormerIssuer(
  db: ReadDb,
  { unitId, subjectId, day }: { unitId: string; subjectId: string; day: Day },
): Promise<{ unitId: string; day: Day } | undefined> {
  const moved = await db
    .selectFrom('row_moved')
    .select('from_unit')
    .where('row_id', '=', subjectId)
    .where('on_day', '>', day)
    .orderBy('on_day')
    .limit(1)
    .executeTakeFirst()
  if (moved !== undefined) return { unitId: moved.from_unit, day }
  const [then, now] = [await readUnit(db, unitId, day), await readUnit(db, unitId)]
  return then?.name === now?.name && then?.type === now?.type ? undefined : { unitId, day }
}

/** The commune or province of the office in full: "Xã Na Mèo". */
export async function readUnitName(
  db: ReadDb,
  { unitId, language }: { unitId: string; language: Language },
): Promise<string> {
  const unit = await readUnit(db, unitId)
  return unit === undefined || unit.type === 'country' ? '' : unitFullName(named(unit), language)
}

function issuerName(unit: StoredUnit | undefined, { language, t }: { language: Language; t: Translate }): string {
  return unit === undefined || unit.type === 'country' ? t('papers:shared.central') : branchName(named(unit), language)
}

function placeName(unit: StoredUnit, language: Language): string {
  if (unit.type === 'country' || language === 'vi') return unit.name
  return language === 'lo' ? (unit.nameLo ?? unit.name) : (unit.nameEn ?? unitFullName(named(unit), 'en'))
}

function named(unit: StoredUnit): NamedUnit {
  return {
    // Safe: seeded units have the types of NamedUnit; the country is told apart by the callers.
    type: unit.type as NamedUnit['type'],
    name: unit.name,
    nameEn: unit.nameEn ?? undefined,
    nameLo: unit.nameLo ?? undefined,
  }
}
