import { expect, it } from 'vitest'
import { givenName, isAllCaps, normaliseName, properCase } from '../../src/base/common/personName.ts'

it('stores a name as NFC with single spaces and the case as typed', () => {
  expect(normaliseName('  NGUYỄN  văn An '.normalize('NFD'))).toBe('NGUYỄN văn An')
})

it.each([
  ['NGUYỄN THỊ ĐƯỢC', 'Nguyễn Thị Được'],
  ["K'BRANG", "K'Brang"],
  ['Y-BLÔ NIÊ', 'Y-Blô Niê'],
  ['ສົມຈິດ ແກ້ວມະນີ', 'ສົມຈິດ ແກ້ວມະນີ'],
])('offers %s as %s', (name, proper) => {
  expect(properCase(name)).toBe(proper)
})

it('knows a name in capitals', () => {
  expect(isAllCaps('LÊ VĂN Ý')).toBe(true)
  expect(isAllCaps('Lê Văn Ý')).toBe(false)
  expect(isAllCaps('Ý')).toBe(false)
  expect(isAllCaps('ສົມຈິດ')).toBe(false)
})

it.each([
  ['Nguyễn Văn An', 'An'],
  ['Pơloong', 'Pơloong'],
  ['ສົມຈິດ ແກ້ວມະນີ', 'ສົມຈິດ'],
  ['ທ້າວ ສົມຈິດ ແກ້ວມະນີ', 'ສົມຈິດ'],
  ['  ', ''],
])('addresses %j as %j', (name, given) => {
  expect(givenName(name)).toBe(given)
})
