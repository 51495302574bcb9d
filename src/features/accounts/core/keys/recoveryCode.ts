import { randomInt } from 'node:crypto'
import { type Failure, failWith, type Result, succeed } from '../../../../base/common/result.ts'

/**
 * 23 symbols that survive any keyboard and any handwriting: no A E Y W D, which Telex and VNI rewrite; no 0 O 1 I L U, 5 S,
 * 2 Z pairs. 23 is prime, so one weighted sum finds every single wrong symbol and every swap of two symbols in a group.
 */
const ALPHABET = '23456789BCFGHJKMNPQRTVX'
const GROUPS = 6
const DATA_SYMBOLS = 5
const GROUP_LENGTH = DATA_SYMBOLS + 1

/** 6 groups of 5 data symbols: 30 × log2(23) = 135.7 bits. */
export const RECOVERY_CODE_BITS = GROUPS * DATA_SYMBOLS * Math.log2(ALPHABET.length)

/**
 * `accounts.recoveryCodeMistyped` carries `{ groups: '2, 5' }`, counted from 1; `accounts.recoveryCodeWrongLength` carries
 * `{ expected, found }` in symbols.
 */
export type RecoveryCodeFailure = Failure<'accounts.recoveryCodeMistyped' | 'accounts.recoveryCodeWrongLength'>

/** A new recovery code as it is printed: `K7M2PX-…`, six groups, the last symbol of each being its check symbol. */
export function generateRecoveryCode(): string {
  return Array.from({ length: GROUPS }, (_, index) => {
    const data = Array.from({ length: DATA_SYMBOLS }, () => randomInt(ALPHABET.length))
    return [...data, checkSymbol(data, index)].map((value) => ALPHABET[value]).join('')
  }).join('-')
}

/**
 * The 30 data symbols of a typed code. Case, spaces, hyphens and accents do not matter; look-alikes that are not in the
 * alphabet are read as the symbol that is (S → 5, Z → 2).
 */
export function parseRecoveryCode(typed: string): Result<string, RecoveryCodeFailure> {
  const symbols = tidySymbols(typed)
  const expected = GROUPS * GROUP_LENGTH
  if (symbols.length !== expected) {
    return failWith('accounts.recoveryCodeWrongLength', { expected, found: symbols.length })
  }
  const groups = Array.from({ length: GROUPS }, (_, i) => symbols.slice(i * GROUP_LENGTH, (i + 1) * GROUP_LENGTH))
  const mistyped = groups.flatMap((group, index) => (isGroupRight(group, index) ? [] : [index + 1]))
  if (mistyped.length > 0) return failWith('accounts.recoveryCodeMistyped', { groups: mistyped.join(', ') })
  return succeed(groups.map((group) => group.slice(0, DATA_SYMBOLS)).join(''))
}

function tidySymbols(typed: string): string {
  return typed
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replaceAll('S', '5')
    .replaceAll('Z', '2')
}

function isGroupRight(group: string, index: number): boolean {
  const values = [...group].map((symbol) => ALPHABET.indexOf(symbol))
  if (values.includes(-1)) return false
  return values.at(-1) === checkSymbol(values.slice(0, DATA_SYMBOLS), index)
}

/** Weights 2–6 differ from each other and from the check symbol's own (−1), so swaps are found; the index ties a group to its place. */
function checkSymbol(data: readonly number[], groupIndex: number): number {
  const sum = data.reduce((total, value, position) => total + value * (position + 2), 7 * (groupIndex + 1))
  return sum % ALPHABET.length
}
