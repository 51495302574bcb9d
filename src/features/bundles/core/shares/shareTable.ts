import { formatDay } from '../../../../base/common/day.ts'
import { type Currency, MINOR_DIGITS } from '../../../../base/common/money.ts'
import type { ReadDb } from '../../../../db/database.ts'
import type { Translate } from '../../../../db/office.ts'
import type { HelpCell, HouseCell, SharedActivity, ShareLine } from '../../common/shares/shareLines.ts'
import { readUnitNames } from '../unitNamesRepo.ts'

export const SHARE_SECTIONS = ['people', 'houses', 'help', 'built', 'activities'] as const
export type ShareSection = (typeof SHARE_SECTIONS)[number]

/** One line of the paper copy; a figure that was not told is null. Money in whole units of its currency. */
export interface ShareRow {
  section: ShareSection
  when: string
  district: string
  village: string
  what: string
  families: number | null
  people: number | null
  times: number | null
  amount: number | null
  goodsValue: number | null
  currency: Currency | ''
  rate: string
}

/** Names of what a share says by code, Vietnamese and Lao side by side. */
export interface ShareWords {
  word: (key: string, params?: Record<string, string | number>) => string
  district: (code: string | null) => string
  category: (code: string) => string
  helpForm: (code: string | null) => string
}

/** Both sides read the same sheet, so every heading and every word of a list stands in both languages. */
export async function readShareWords(
  db: ReadDb,
  lines: readonly ShareLine[],
  translator: (language: 'vi' | 'lo') => Translate,
): Promise<ShareWords> {
  const [vi, lo] = [translator('vi'), translator('lo')]
  const word: ShareWords['word'] = (key, params) =>
    both(vi(`bundles:share.${key}`, params), lo(`bundles:share.${key}`, params))
  const codes = lines.flatMap((line) => ('district' in line && line.district !== null ? [line.district] : []))
  const districts = await readDistricts(db, [...new Set(codes)])
  const vocabulary = await db
    .selectFrom('vocabulary')
    .select(['kind', 'code', 'name_vi', 'name_lo'])
    .where('kind', 'in', ['category', 'helpForm'])
    .execute()
  const spoken = new Map(vocabulary.map((row) => [`${row.kind} ${row.code}`, both(row.name_vi, row.name_lo ?? '')]))
  return {
    word,
    district: (code) => (code === null ? word('otherDistricts') : (districts.get(code) ?? code)),
    category: (code) => spoken.get(`category ${code}`) ?? code,
    helpForm: (code) => (code === null ? word('otherForms') : (spoken.get(`helpForm ${code}`) ?? code)),
  }
}

async function readDistricts(db: ReadDb, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const units = await db.selectFrom('unit').select(['id', 'code']).where('code', 'in', codes).execute()
  const names = await readUnitNames(
    db,
    units.map((unit) => unit.id),
  )
  return new Map([...names.values()].map((unit) => [unit.code, both(unit.vi, unit.lo)]))
}

function both(vi: string, lo: string): string {
  return lo === '' || lo === vi ? vi : `${vi} / ${lo}`
}

const NOTHING = {
  when: '',
  village: '',
  families: null,
  people: null,
  times: null,
  amount: null,
  goodsValue: null,
  currency: '',
  rate: '',
} as const satisfies Partial<ShareRow>

/** The lines of a share as rows of its paper copy, section by section. */
export function shareRows(lines: readonly ShareLine[], words: ShareWords): ShareRow[] {
  const rows = lines.flatMap((line) => (line.kind === 'about' ? [] : [rowOf(line, words)]))
  return SHARE_SECTIONS.flatMap((section) => rows.filter((row) => row.section === section))
}

function rowOf(line: Exclude<ShareLine, { kind: 'about' }>, words: ShareWords): ShareRow {
  const district = words.district(line.district)
  switch (line.kind) {
    case 'sharedPerson': {
      const facts = [line.name, line.birthYear, words.category(line.category)].filter((fact) => fact !== null)
      return { ...NOTHING, section: 'people', district, village: line.village ?? '', what: facts.join(' · ') }
    }
    case 'sharedHouse': {
      const what = `${line.name} · ${words.word(`houseTypes.${line.type}`)}`
      const when = line.handedOverOn === null ? '' : formatDay(line.handedOverOn)
      return { ...NOTHING, section: 'houses', when, district, village: line.village ?? '', what }
    }
    case 'helpCell':
      return helpRow(line, { district, words })
    case 'houseCell':
      return builtRow(line, { district, words })
    case 'sharedActivity':
      return activityRow(line, words)
  }
}

interface Named {
  district: string
  words: ShareWords
}

function helpRow(cell: HelpCell, { district, words }: Named): ShareRow {
  return {
    ...NOTHING,
    section: 'help',
    when: `${cell.quarter}/${cell.year}`,
    district,
    village: cell.village ?? words.word('otherVillages'),
    what: words.helpForm(cell.helpForm),
    families: cell.addresses,
    times: cell.times,
    amount: whole(cell.amount, cell.currency),
    goodsValue: whole(cell.goodsValue, cell.currency),
    currency: cell.currency,
  }
}

function builtRow(cell: HouseCell, { district, words }: Named): ShareRow {
  return {
    ...NOTHING,
    section: 'built',
    when: `${cell.quarter}/${cell.year}`,
    district,
    what: cell.type === null ? words.word('otherForms') : words.word(`houseTypes.${cell.type}`),
    families: cell.addresses,
    times: cell.houses,
    amount: whole(cell.budget, cell.currency),
    currency: cell.currency,
  }
}

function activityRow(line: SharedActivity, words: ShareWords): ShareRow {
  const title = [words.word(`activityKinds.${line.type}`), line.title, line.goods].filter((part) => part !== null)
  return {
    section: 'activities',
    when: formatDay(line.onDay),
    district: line.district === null ? '' : words.district(line.district),
    village: line.place ?? '',
    what: title.join(' · '),
    families: line.households,
    people: line.people,
    times: null,
    amount: line.amount === null ? null : whole(line.amount, line.currency),
    goodsValue: line.goodsValue === null ? null : whole(line.goodsValue, line.currency),
    currency: line.currency,
    rate:
      line.rate === null || line.rateOn === null
        ? ''
        : `1 ${line.currency} = ${line.rate} VND (${formatDay(line.rateOn)})`,
  }
}

function whole(amount: number, currency: Currency): number {
  return amount / 10 ** MINOR_DIGITS[currency]
}
