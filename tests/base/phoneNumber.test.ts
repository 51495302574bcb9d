import { expect, it } from 'vitest'
import { readPhoneNumber } from '../../src/base/common/phoneNumber.ts'

it.each([
  ['0912345678', 'vnMobile', '0912 345 678'],
  ['0912.345.678', 'vnMobile', '0912 345 678'],
  ['+84 912 345 678', 'vnMobile', '0912 345 678'],
  ['+84 (0) 912 345 678', 'vnMobile', '0912 345 678'],
  ['84912345678', 'vnMobile', '0912 345 678'],
  [912_345_678, 'vnMobile', '0912 345 678'],
  ['0237 3721 150', 'vnLandline', '0237 3721 150'],
  ['02373721150', 'vnLandline', '0237 3721 150'],
  ['024 3822 4030', 'vnLandline', '024 3822 4030'],
  ['0205 3812 345', 'vnLandline', '0205 3812 345'],
  ['020 59966111', 'laoMobile', '020 5996 6111'],
  ['020 2200 5563', 'laoMobile', '020 2200 5563'],
  ['+856 20 59966111', 'laoMobile', '020 5996 6111'],
  ['030 1234567', 'laoMobile', '030 123 4567'],
  ['064 312025', 'laoLandline', '064 312 025'],
  ['໐໒໐ ໕໙໙໖໖໑໑໑', 'laoMobile', '020 5996 6111'],
])('reads %j as %s %s', (input, kind, display) => {
  expect(readPhoneNumber(input)).toEqual({ kind, display })
})

it('asks the country for the numbers both could own', () => {
  expect(readPhoneNumber('02053812345', 'VN')).toEqual({ kind: 'vnLandline', display: '0205 3812 345' })
  expect(readPhoneNumber('02053812345', 'LA')).toEqual({ kind: 'laoMobile', display: '020 5381 2345' })
  expect(readPhoneNumber('+856 20 53812345', 'VN')).toEqual({ kind: 'laoMobile', display: '020 5381 2345' })
})

it('offers the present form of a number dead since 2018', () => {
  expect(readPhoneNumber('0168 1234567')).toEqual({
    kind: 'vnOldMobile',
    display: '0168 1234567',
    suggestion: '0381 234 567',
  })
})

it.each(['', 'không có', '113', '0912 345', '0912345678 (con gái)', '0312345', '+1 202 555 0100'])(
  'keeps %j as typed',
  (text) => {
    expect(readPhoneNumber(text)).toEqual({ kind: 'unreadable', display: text })
  },
)
