import type { PartialDay } from './day.ts'
import { laoDigitsToAscii, normaliseText } from './foldForSearch.ts'

/** What a clerk should look at; never a reason to refuse the number. */
export type IdentityWarning =
  | 'identityNumber.leadingZeroRestored'
  | 'identityNumber.digitsLost'
  | 'identityNumber.unknownProvinceCode'
  | 'identityNumber.sexDiffers'
  | 'identityNumber.birthYearDiffers'

/** `cccd`: 12 digits; `cmnd`: the old card's 9 digits; `other`: kept as typed (Lao papers, certificates, slips). */
export type IdentityReading = { kind: 'cccd' | 'cmnd' | 'other'; number: string; warnings: IdentityWarning[] }

/** The 63 codes of birth registration; the mergers of 2025 changed no issued number. 100 and above are countries. */
const PROVINCE_CODES: ReadonlySet<string> = new Set(
  [
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042',
    '044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087',
    '089 091 092 093 094 095 096',
  ].flatMap((codes) => codes.split(' ')),
)

/**
 * Reads an identity number from a form or a spreadsheet cell; spaces, dots and dashes between the digits are dropped. A
 * cell stored as a number loses its leading zeros: 11 digits (10 for codes below 010) become a CCCD when that gives a
 * known province code, 8 digits a CMND, each with a warning.
 */
export function readIdentityNumber(input: string | number): IdentityReading {
  const typed = normaliseText(String(input))
  // A spreadsheet that shows 3.8085E+10 has thrown the last digits away.
  if (/^\d[.,]?\d*e\+?\d+$/i.test(typed))
    return { kind: 'other', number: typed, warnings: ['identityNumber.digitsLost'] }
  const digits = laoDigitsToAscii(typed).replace(/[\s.\-–']/g, '')
  if (/^\d{12}$/.test(digits)) return { kind: 'cccd', number: digits, warnings: [] }
  if (/^\d{9}$/.test(digits)) return { kind: 'cmnd', number: digits, warnings: [] }
  return restoreLeadingZeros(digits) ?? { kind: 'other', number: typed, warnings: [] }
}

function restoreLeadingZeros(digits: string): IdentityReading | undefined {
  if (!/^[1-9]\d*$/.test(digits)) return undefined
  const warnings: IdentityWarning[] = ['identityNumber.leadingZeroRestored']
  if (digits.length === 8) return { kind: 'cmnd', number: `0${digits}`, warnings }
  const restored = digits.padStart(12, '0')
  const isCccd = (digits.length === 11 || digits.length === 10) && PROVINCE_CODES.has(restored.slice(0, 3))
  return isCccd ? { kind: 'cccd', number: restored, warnings } : undefined
}

/**
 * Compares a CCCD with the person: digits 1–3 province of birth registration, digit 4 sex and century (0 a man and 1 a
 * woman born 19xx, 2 and 3 born 20xx …), digits 5–6 year of birth. There is no check digit. Other numbers give no warning.
 * Wrong cards and corrected entries exist, so a warning never blocks. (Decree 137/2015, art. 13; Circular 07/2016/TT-BCA.)
 */
export function checkIdentityAgainst(
  number: string,
  person: { sex?: 'male' | 'female' | undefined; birthDay?: PartialDay | undefined },
): IdentityWarning[] {
  if (!/^\d{12}$/.test(number)) return []
  const warnings: IdentityWarning[] = []
  const province = number.slice(0, 3)
  const sexAndCentury = Number(number[3])
  if (province < '100' && !PROVINCE_CODES.has(province)) warnings.push('identityNumber.unknownProvinceCode')
  if (person.sex !== undefined && person.sex !== (sexAndCentury % 2 === 0 ? 'male' : 'female')) {
    warnings.push('identityNumber.sexDiffers')
  }
  const birthYear = String(19 + Math.floor(sexAndCentury / 2)) + number.slice(4, 6)
  if (person.birthDay !== undefined && person.birthDay.slice(0, 4) !== birthYear) {
    warnings.push('identityNumber.birthYearDiffers')
  }
  return warnings
}
