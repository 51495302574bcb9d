import type { i18n as I18n } from 'i18next'
import type { Language } from '../../base/common/language.ts'
import { createI18n, currentLanguage } from '../../base/ui/i18n.ts'

/** The texts of some features in one language, by the path of each one's file. */
type Words = Record<string, Record<string, unknown>>

/** For each language one file for what is said at the door and one for the office: a file for each feature would be thirty to fetch. */
const DOOR: Record<Language, () => Promise<Words>> = {
  vi: async () => (await import('./words/doorVi.ts')).doorVi,
  en: async () => (await import('./words/doorEn.ts')).doorEn,
  lo: async () => (await import('./words/doorLo.ts')).doorLo,
}
const OFFICE: Record<Language, () => Promise<Words>> = {
  vi: async () => (await import('./words/officeVi.ts')).officeVi,
  en: async () => (await import('./words/officeEn.ts')).officeEn,
  lo: async () => (await import('./words/officeLo.ts')).officeLo,
}

/** Whether the words of the office are wanted too, in whatever language is chosen from then on. */
let inOffice = false

/** The words of the door, and with `office` those of the office too, in the language this PC used last. */
export async function startWords(office: boolean): Promise<I18n> {
  inOffice = office
  const words = createI18n({ resources: {} })
  await loadWords(words, currentLanguage(words))
  return words
}

/** The words of every page, before the first page is shown. */
export async function loadOfficeWords(words: I18n): Promise<void> {
  inOffice = true
  await loadWords(words, currentLanguage(words))
}

/** Switches every screen at once, without a restart. */
export async function switchLanguage(words: I18n, language: Language): Promise<void> {
  await loadWords(words, language)
  await words.changeLanguage(language)
}

/** A file that was fetched before is not fetched again. */
async function loadWords(words: I18n, language: Language): Promise<void> {
  const loaded = await Promise.all([DOOR[language](), inOffice ? OFFICE[language]() : {}])
  for (const [path, texts] of loaded.flatMap((each) => Object.entries(each))) {
    const namespace = /(\w+)\.json$/.exec(path)?.[1] ?? ''
    if (!words.hasResourceBundle(language, namespace)) words.addResourceBundle(language, namespace, texts)
  }
}
