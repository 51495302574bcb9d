import { laoDigitsToAscii, normaliseText } from './foldForSearch.ts'

export type PhoneKind = 'vnMobile' | 'vnLandline' | 'laoMobile' | 'laoLandline'

/**
 * `display` is the national form, spaced ("0912 345 678", "020 5996 6111"); of an unreadable number it is what was typed.
 * `vnOldMobile` is an 11-digit 01x number, dead since 2018; `suggestion` is its present form.
 */
export type PhoneReading =
  | { kind: PhoneKind; display: string }
  | { kind: 'vnOldMobile'; display: string; suggestion: string }
  | { kind: 'unreadable'; display: string }

/** Where the number was written decides the few that both countries could own. */
export type PhoneCountry = 'VN' | 'LA'

/** The renumbering of 2018: the old four digits and the three that replaced them. */
const NEW_PREFIX: Readonly<Record<string, string>> = {
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0126': '076',
  '0128': '078',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0127': '081',
  '0129': '082',
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0186': '056',
  '0188': '058',
  '0199': '059',
}

type Rule = { kind: PhoneKind; country: PhoneCountry; pattern: RegExp }
/** Landlines of Hà Nội (024) and Hồ Chí Minh City (028) have a three-digit area code, the others four. */
const RULES: readonly Rule[] = [
  { kind: 'vnMobile', country: 'VN', pattern: /^(0(?:3[2-9]|[5789]\d)\d)(\d{3})(\d{3})$/ },
  { kind: 'vnLandline', country: 'VN', pattern: /^(02[48])(\d{4})(\d{4})$/ },
  { kind: 'vnLandline', country: 'VN', pattern: /^(020[3-9])([2-8]\d{3})(\d{3})$/ },
  { kind: 'vnLandline', country: 'VN', pattern: /^(02[1235679]\d)(\d{4})(\d{3})$/ },
  { kind: 'laoMobile', country: 'LA', pattern: /^(020)([25789]\d{3})(\d{4})$/ },
  { kind: 'laoMobile', country: 'LA', pattern: /^(030)(\d{3})(\d{4})$/ },
  { kind: 'laoLandline', country: 'LA', pattern: /^(0[2-8]\d)(\d{3})(\d{3})$/ },
]

/**
 * Reads one Vietnamese or Lao phone number from a form or a spreadsheet cell (which loses the leading zero). +84, 84, +856
 * and 856 are understood. A phone is optional and never checked against the network: unreadable text is kept as typed.
 */
export function readPhoneNumber(input: string | number, country: PhoneCountry = 'VN'): PhoneReading {
  const typed = normaliseText(String(input))
  const { national, owner } = nationalDigits(laoDigitsToAscii(typed))
  const suggestion = owner === 'LA' ? undefined : presentForm(national)
  if (suggestion !== undefined) return { kind: 'vnOldMobile', display: typed, suggestion }
  return readNational(national, { owner, country }) ?? { kind: 'unreadable', display: typed }
}

function readNational(
  national: string,
  { owner, country }: { owner: PhoneCountry | undefined; country: PhoneCountry },
): PhoneReading | undefined {
  const allowed = RULES.filter((rule) => owner === undefined || rule.country === owner)
  const homeFirst = [...allowed.filter((r) => r.country === country), ...allowed.filter((r) => r.country !== country)]
  for (const { kind, pattern } of homeFirst) {
    const groups = pattern.exec(national)?.slice(1)
    if (groups !== undefined) return { kind, display: groups.join(' ') }
  }
  return undefined
}

/** The number from its leading 0; the owner is known when the text has a country code. `''` when it is no number. */
function nationalDigits(text: string): { national: string; owner: PhoneCountry | undefined } {
  const compact = text.replace(/[\s.\-–()/]/g, '')
  const [, code, subscriber = ''] = /^(?:\+|00)?(84|856)0?([1-9]\d{7,10})$/.exec(compact) ?? []
  const isInternational = /^(?:\+|00)/.test(compact) || compact.length > 10
  if (code !== undefined && isInternational) return { national: `0${subscriber}`, owner: code === '84' ? 'VN' : 'LA' }
  if (/^0\d+$/.test(compact)) return { national: compact, owner: undefined }
  return { national: /^[2-9]\d{8,9}$/.test(compact) ? `0${compact}` : '', owner: undefined }
}

function presentForm(national: string): string | undefined {
  const prefix = national.length === 11 ? NEW_PREFIX[national.slice(0, 4)] : undefined
  if (prefix === undefined) return undefined
  return `${prefix}${national[4]} ${national.slice(5, 8)} ${national.slice(8)}`
}
