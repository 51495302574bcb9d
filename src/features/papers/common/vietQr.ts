/** What a payer's bank app needs. */
export interface Transfer {
  /** Six digits: the bank's number at NAPAS. */
  bankBin: string
  account: string
  /** Whole dong; left out, the payer types the amount. */
  amount?: number
  /** What the transfer says; marks are taken off, since banks do not carry them. */
  purpose?: string
}

/** NAPAS limits of a transfer by account: 19 letters and digits, and 25 letters of purpose. */
export const LONGEST_ACCOUNT = 19
export const LONGEST_PURPOSE = 25

const NAPAS = 'A000000727'
const TO_ACCOUNT = 'QRIBFTTA'
const DONG = '704'

/**
 * The text of a VietQR: EMVCo's merchant-presented code with the NAPAS account template (38). With an amount it is a dynamic
 * code (12), without one a static code (11).
 */
export function vietQrText({ bankBin, account, amount, purpose = '' }: Transfer): string {
  const note = bankText(purpose)
  const body = [
    field('00', '01'),
    field('01', amount === undefined ? '11' : '12'),
    field(
      '38',
      field('00', NAPAS) + field('01', field('00', bankBin) + field('01', account)) + field('02', TO_ACCOUNT),
    ),
    field('53', DONG),
    amount === undefined ? '' : field('54', String(amount)),
    field('58', 'VN'),
    note === '' ? '' : field('62', field('08', note)),
    '6304',
  ].join('')
  return body + checksum(body)
}

/** A VietQR read back, or undefined where the text is none or its checksum is wrong. */
export function readVietQr(text: string): Transfer | undefined {
  if (checksum(text.slice(0, -4)) !== text.slice(-4)) return undefined
  const fields = readFields(text)
  const merchant = readFields(fields.get('38') ?? '')
  const account = readFields(merchant.get('01') ?? '')
  const bankBin = account.get('00')
  const number = account.get('01')
  if (merchant.get('00') !== NAPAS || fields.get('53') !== DONG) return undefined
  if (bankBin === undefined || number === undefined) return undefined
  const amount = fields.get('54')
  const purpose = readFields(fields.get('62') ?? '').get('08')
  return {
    bankBin,
    account: number,
    ...(amount === undefined ? {} : { amount: Number(amount) }),
    ...(purpose === undefined ? {} : { purpose }),
  }
}

/** Letters a bank carries: no marks, nothing but letters, figures and a few signs, at most 25. */
export function bankText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, (letter) => (letter === 'đ' ? 'd' : 'D'))
    .replace(/[^A-Za-z0-9 ./-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_PURPOSE)
    .trim()
}

function field(id: string, value: string): string {
  return id + String(value.length).padStart(2, '0') + value
}

function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  let at = 0
  while (at + 4 <= text.length) {
    const length = Number(text.slice(at + 2, at + 4))
    fields.set(text.slice(at, at + 2), text.slice(at + 4, at + 4 + length))
    at += 4 + length
  }
  return fields
}

/** CRC-16/CCITT-FALSE (polynomial 1021, start FFFF), four capital hex digits. */
function checksum(text: string): string {
  let crc = 0xffff
  for (const sign of text) {
    crc ^= sign.charCodeAt(0) << 8
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}
