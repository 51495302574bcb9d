import { doReadNumber, ReadingConfig } from 'read-vietnamese-number'
import { numberInEnglishWords } from './amountInWordsEnglish.ts'
import { numberInLaoWords } from './amountInWordsLao.ts'
import type { Language } from './language.ts'
import { type Currency, MINOR_DIGITS, type Money } from './money.ts'

/**
 * The amount spelled out as papers want it, capital first: "Bốn mươi tám tỷ sáu trăm tám mươi bảy triệu đồng". A custom
 * ending ("chẵn", "ຖ້ວນ") is left to the template. Dollars and cents are read apart; zero cents are not read.
 */
export function amountInWords(value: Money, language: Language): string {
  const perMajor = 10 ** MINOR_DIGITS[value.currency]
  const magnitude = Math.abs(value.amount)
  const major = Math.floor(magnitude / perMajor)
  const minor = magnitude % perMajor
  const parts = minor > 0 && major === 0 ? [] : [readMajor(major, value.currency, language)]
  if (minor > 0) parts.push(readCents(minor, language))
  const separator = language === 'lo' ? '' : language === 'en' ? ' and ' : ' '
  const words = parts.join(separator)
  return capitalised(value.amount < 0 ? NEGATIVE[language] + words : words)
}

const NEGATIVE = { vi: 'âm ', en: 'minus ', lo: 'ລົບ' } as const satisfies Record<Language, string>
const CURRENCY_WORDS_VI = { VND: 'đồng', LAK: 'kíp', USD: 'đô la Mỹ' } as const satisfies Record<Currency, string>
const CURRENCY_WORDS_LO = { VND: 'ດົ່ງ', LAK: 'ກີບ', USD: 'ໂດລາສະຫະລັດ' } as const satisfies Record<Currency, string>

function readMajor(amount: number, currency: Currency, language: Language): string {
  if (language === 'vi') return `${numberInVietnameseWords(amount)} ${CURRENCY_WORDS_VI[currency]}`
  if (language === 'lo') return numberInLaoWords(amount) + CURRENCY_WORDS_LO[currency]
  const dollars = amount === 1 ? 'US dollar' : 'US dollars'
  const word = { VND: 'dong', LAK: 'kip', USD: dollars }[currency]
  return `${numberInEnglishWords(amount)} ${word}`
}

function readCents(cents: number, language: Language): string {
  if (language === 'vi') return `${numberInVietnameseWords(cents)} xu`
  if (language === 'lo') return `${numberInLaoWords(cents)}ເຊັນ`
  return `${numberInEnglishWords(cents)} ${cents === 1 ? 'cent' : 'cents'}`
}

function numberInVietnameseWords(value: number): string {
  const config = new ReadingConfig()
  config.unit = []
  config.units = [[], ['nghìn'], ['triệu'], ['tỷ']]
  return doReadNumber(BigInt(value), config).normalize('NFC')
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
