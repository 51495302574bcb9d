import { describe, expect, it } from 'vitest'
import { checkIdentityAgainst, readIdentityNumber } from '../../src/base/common/identityNumber.ts'

const RESTORED = ['identityNumber.leadingZeroRestored']

it.each([
  ['038085001234', ['cccd', '038085001234', []]],
  ['038 085 001 234', ['cccd', '038085001234', []]],
  ['໐໓໘໐໘໕໐໐໑໒໓໔', ['cccd', '038085001234', []]],
  [38_085_001_234, ['cccd', '038085001234', RESTORED]],
  ['38085001234', ['cccd', '038085001234', RESTORED]],
  [1_085_001_234, ['cccd', '001085001234', RESTORED]],
  ['171234567', ['cmnd', '171234567', []]],
  [11_234_567, ['cmnd', '011234567', RESTORED]],
  ['39085001234', ['other', '39085001234', []]],
  ['0912345678', ['other', '0912345678', []]],
  [' Số 12/KS ', ['other', 'Số 12/KS', []]],
  ['', ['other', '', []]],
  ['3.8085E+10', ['other', '3.8085E+10', ['identityNumber.digitsLost']]],
])('reads %j as %j', (input, [kind, number, warnings]) => {
  expect(readIdentityNumber(input)).toEqual({ kind, number, warnings })
})

describe('checkIdentityAgainst', () => {
  it('is silent when sex and year of birth agree, for every century', () => {
    expect(checkIdentityAgainst('038085001234', { sex: 'male', birthDay: '1985-05-19' })).toEqual([])
    expect(checkIdentityAgainst('038145001234', { sex: 'female', birthDay: '1945' })).toEqual([])
    expect(checkIdentityAgainst('038210001234', { sex: 'male', birthDay: '2010-02' })).toEqual([])
    expect(checkIdentityAgainst('038310001234', { sex: 'female' })).toEqual([])
    expect(checkIdentityAgainst('038085001234', {})).toEqual([])
  })

  it('points at a wrong sex, a wrong year and an unknown province', () => {
    expect(checkIdentityAgainst('039085001234', { sex: 'female', birthDay: '1986' })).toEqual([
      'identityNumber.unknownProvinceCode',
      'identityNumber.sexDiffers',
      'identityNumber.birthYearDiffers',
    ])
    expect(checkIdentityAgainst('038085001234', { birthDay: '2085' })).toEqual(['identityNumber.birthYearDiffers'])
  })

  it('takes codes from 100 up as births registered abroad', () => {
    expect(checkIdentityAgainst('132085001234', {})).toEqual([])
  })

  it('has nothing to say about old and foreign numbers', () => {
    expect(checkIdentityAgainst('171234567', { sex: 'female', birthDay: '1950' })).toEqual([])
  })
})
