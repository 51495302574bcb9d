import { describe, expect, test } from 'vitest'
import en from '../../../locales/en/common.json' with { type: 'json' }
import lo from '../../../locales/lo/common.json' with { type: 'json' }
import vi from '../../../locales/vi/common.json' with { type: 'json' }
import { failureText } from '../../../src/base/ui/failureText.ts'
import { createI18n, currentLanguage } from '../../../src/base/ui/i18n.ts'

const resources = {
  vi: { common: vi, addresses: { failures: { notFound: 'Không thấy địa chỉ {{name}}' } } },
  en: { common: en, addresses: {} },
  lo: { common: lo, addresses: {} },
}

function memoryStorage(kept: Record<string, string> = {}) {
  return {
    kept,
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, text: string) => {
      kept[key] = text
    },
  }
}

describe('the language', () => {
  test('starts in Vietnamese and is remembered once chosen', async () => {
    const storage = memoryStorage()
    const first = createI18n({ resources, storage })
    expect(currentLanguage(first)).toBe('vi')
    await first.changeLanguage('lo')
    expect(currentLanguage(createI18n({ resources, storage }))).toBe('lo')
  })

  test('falls back to Vietnamese when what was stored is no language of ours', () => {
    expect(currentLanguage(createI18n({ resources, storage: memoryStorage({ 'nhipcau.language': 'klingon' }) }))).toBe(
      'vi',
    )
  })

  test('shows Vietnamese words where a translation is missing', () => {
    const i18n = createI18n({ resources, language: 'lo', storage: memoryStorage() })
    expect(i18n.t('failures.notFound', { ns: 'addresses', name: 'Hà Thị Páo' })).toBe('Không thấy địa chỉ Hà Thị Páo')
  })
})

describe('a failure', () => {
  const i18n = createI18n({ resources, language: 'vi', storage: memoryStorage() })

  test('is told in the words of its own feature', () => {
    const told = failureText(i18n, { code: 'addresses.notFound', params: { name: '<An & Bình>' } })
    expect(told).toBe('Không thấy địa chỉ <An & Bình>')
  })

  test('without words of its own is told as unexpected, with what support needs to find it', () => {
    expect(failureText(i18n, { code: 'addresses.neverWritten' })).toContain('addresses.neverWritten')
    expect(failureText(i18n, { code: 'common.unexpected', params: { reference: 'K7Q2' } })).toContain('K7Q2')
    expect(failureText(i18n, { code: 'nonsense' })).toContain('nonsense')
  })
})

type Words = { [key: string]: string | Words }

function paths(words: Words, before = ''): string[] {
  return Object.entries(words).flatMap(([key, word]) =>
    typeof word === 'string' ? [before + key] : paths(word, `${before}${key}.`),
  )
}

describe('the shared words', () => {
  test('are the same in the three languages, with one plural form in Vietnamese and Lao and two in English', () => {
    expect(paths(lo)).toEqual(paths(vi))
    expect(paths(en).filter((path) => !path.endsWith('_one'))).toEqual(paths(vi))
    const plurals = paths(vi).filter((path) => path.endsWith('_other'))
    expect(paths(en).filter((path) => path.endsWith('_one'))).toEqual(
      plurals.map((path) => path.replace('_other', '_one')),
    )
  })

  test('are counted by the rules of their language', () => {
    const i18n = createI18n({ resources, language: 'en', storage: memoryStorage() })
    expect(i18n.t('time.daysAgo', { count: 1 })).toBe('1 day ago')
    expect(i18n.t('time.daysAgo', { count: 3 })).toBe('3 days ago')
    expect(i18n.t('time.daysAgo', { count: 1, lng: 'lo' })).toBe('1 ມື້ກ່ອນ')
  })
})
