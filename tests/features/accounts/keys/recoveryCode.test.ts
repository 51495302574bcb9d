import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  generateRecoveryCode,
  parseRecoveryCode,
  RECOVERY_CODE_BITS,
} from '../../../../src/features/accounts/core/keys/recoveryCode.ts'
import { failureOf, valueOrThrow } from './keyringFolder.ts'

const SYMBOLS = '23456789BCFGHJKMNPQRTVX'

function replaceAt(text: string, index: number, symbol: string): string {
  return text.slice(0, index) + symbol + text.slice(index + 1)
}

describe('a recovery code', () => {
  test('is six groups of six symbols with at least 128 random bits', () => {
    expect(generateRecoveryCode()).toMatch(new RegExp(`^[${SYMBOLS}]{6}(-[${SYMBOLS}]{6}){5}$`))
    expect(RECOVERY_CODE_BITS).toBeGreaterThanOrEqual(128)
    expect(new Set(Array.from({ length: 200 }, generateRecoveryCode)).size).toBe(200)
  })

  test('holds no key on which Telex or VNI acts', () => {
    expect(SYMBOLS).not.toMatch(/[AEIOUYWD]/)
  })

  test('is read in any case and spacing, with look-alikes of its symbols', () => {
    const code = generateRecoveryCode()
    const typed = ` ${code.toLowerCase().replaceAll('-', ' – ').replaceAll('5', 's').replaceAll('2', 'z')}\n`
    expect(parseRecoveryCode(typed)).toEqual(parseRecoveryCode(code))
    expect(valueOrThrow(parseRecoveryCode(code))).toHaveLength(30)
  })

  test('names the group in which one symbol is wrong, for every symbol and every place', () => {
    const code = generateRecoveryCode().replaceAll('-', '')
    for (let index = 0; index < code.length; index += 1) {
      for (const symbol of [...SYMBOLS, 'A', '0', 'O', '1', 'I', 'L', 'U']) {
        if (symbol === code[index]) continue
        const failure = failureOf(parseRecoveryCode(replaceAt(code, index, symbol)))
        expect(failure).toEqual({
          code: 'accounts.recoveryCodeMistyped',
          params: { groups: String(Math.floor(index / 6) + 1) },
        })
      }
    }
  })

  test('names the group in which two different symbols were swapped', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.uniqueArray(fc.nat(5), { minLength: 2, maxLength: 2 }), (group, [a = 0, b = 0]) => {
        const code = generateRecoveryCode().replaceAll('-', '')
        const [first, second] = [group * 6 + a, group * 6 + b]
        fc.pre(code[first] !== code[second])
        const swapped = replaceAt(replaceAt(code, first, code[second]!), second, code[first]!)
        expect(failureOf(parseRecoveryCode(swapped)).params).toEqual({ groups: String(group + 1) })
      }),
    )
  })

  test('names both groups when two of them were swapped', () => {
    const groups = generateRecoveryCode().split('-')
    const swapped = [groups[0], groups[4], groups[2], groups[3], groups[1], groups[5]].join('-')
    expect(failureOf(parseRecoveryCode(swapped)).params).toEqual({ groups: '2, 5' })
  })

  test('says how many symbols were typed when some are missing', () => {
    expect(failureOf(parseRecoveryCode(generateRecoveryCode().slice(0, -1)))).toEqual({
      code: 'accounts.recoveryCodeWrongLength',
      params: { expected: 36, found: 35 },
    })
  })
})
