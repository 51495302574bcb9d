import type { Language } from '../../../../base/common/language.ts'
import { type Html, html } from '../../../../base/core/pdfHtml.ts'
import type { ReadDb } from '../../../../db/database.ts'
import type { Translate } from '../../../../db/office.ts'
import { branchName, type NamedUnit, unitFullName } from '../../../units/common/unitNames.ts'

/** Who issues a paper, in the paper's language. */
export interface Issuer {
  /** Two lines: the level above and the branch itself. */
  above: string
  branch: string
  /** Bare name of the place, for "Na Mèo, ngày …". */
  place: string
}

/** The office's names as they are today. */
export async function readIssuer(
  db: ReadDb,
  { unitId, language, t }: { unitId: string; language: Language; t: Translate },
): Promise<Issuer> {
  const own = await readUnit(db, unitId)
  const parent = own?.parentId == null ? undefined : await readUnit(db, own.parentId)
  return {
    above: parent === undefined ? t('ledger:paper.central') : issuerName(parent, { language, t }),
    branch: own === undefined ? t('ledger:paper.central') : issuerName(own, { language, t }),
    place: own === undefined ? '' : placeName(own, language),
  }
}

type StoredUnit = { type: string; name: string; nameEn: string | null; nameLo: string | null; parentId: string | null }

function readUnit(db: ReadDb, unitId: string): Promise<StoredUnit | undefined> {
  return db
    .selectFrom('unit_name')
    .select(['type', 'name', 'name_en as nameEn', 'name_lo as nameLo', 'parent_id as parentId'])
    .where('unit_id', '=', unitId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
}

function issuerName(unit: StoredUnit, { language, t }: { language: Language; t: Translate }): string {
  return unit.type === 'country' ? t('ledger:paper.central') : branchName(named(unit), language)
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

/** Quốc hiệu and the issuing branch, as Decree 30/2020 places them. */
export function paperHeading(issuer: Issuer, t: Translate): Html {
  return html`<div class="heading">
    <div><div class="caps">${issuer.above}</div><div class="caps strong">${issuer.branch}</div><div class="rule"></div></div>
    <div><div class="caps strong">${t('ledger:paper.country')}</div><div class="strong">${t('ledger:paper.motto')}</div><div class="rule"></div></div>
  </div>`
}

/** "Na Mèo, ngày 21 tháng 11 năm 2026". `day` is a full day. */
export function placeAndDay({ place, day }: { place: string; day: string }, t: Translate): string {
  const [year = '', month = '', dayOfMonth = ''] = day.split('-')
  return t('ledger:paper.placeAndDay', { place, day: dayOfMonth, month, year })
}

/** Who signs below, each with room to sign; a known name stands under its place. */
export function signatures(signers: readonly { role: string; name?: string | null }[], t: Translate): Html {
  const hint = t('ledger:paper.signHint')
  return html`<div class="signatures">${signers.map(
    ({ role, name }) =>
      html`<div class="signer"><span class="strong caps">${role}</span><small>${hint}</small><span class="signed">${name ?? ''}</span></div>`,
  )}</div>`
}

/** Lao is not yet read by a speaker: the paper says it is a translation for reference. */
export function referenceNote(language: Language): Html {
  return language === 'lo' ? html`<p class="reference italic centre">bản dịch tham khảo / ສະບັບແປເພື່ອອ້າງອີງ</p>` : html``
}
