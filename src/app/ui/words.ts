import type { i18n as I18n } from 'i18next'
import type { Language } from '../../base/common/language.ts'
import { createI18n, currentLanguage, savedLanguage } from '../../base/ui/i18n.ts'

/** The texts of some features in one language, by the path of each one's file. */
type Words = Record<string, Record<string, unknown>>

/** For each language a file for the door and the first screen, and one for all other pages: a file for each feature would be thirty to fetch. */
const FILES: Record<Part, Record<Language, () => Promise<Words>>> = {
  door: {
    vi: async () => (await import('./words/doorVi.ts')).doorVi,
    en: async () => (await import('./words/doorEn.ts')).doorEn,
    lo: async () => (await import('./words/doorLo.ts')).doorLo,
  },
  pages: {
    vi: async () => (await import('./words/pagesVi.ts')).pagesVi,
    en: async () => (await import('./words/pagesEn.ts')).pagesEn,
    lo: async () => (await import('./words/pagesLo.ts')).pagesLo,
  },
}

type Part = 'door' | 'pages'

/** What is wanted so far, in whatever language is chosen from then on. */
const wanted = new Set<Part>(['door'])

/** The words of the door and of the first screen, in the language this PC used last. */
export async function startWords(): Promise<I18n> {
  const language = savedLanguage()
  // Given at the start they are used as they are; what is added later is copied, word by word.
  const resources = { [language]: Object.fromEntries(await fetchWords(language)) }
  return createI18n({ resources, language })
}

let pageWords: Promise<void> | undefined

/** The words of every page; the same promise each time. */
export function loadPageWords(words: I18n): Promise<void> {
  wanted.add('pages')
  pageWords ??= loadWords(words, currentLanguage(words))
  return pageWords
}

/** Switches every screen at once, without a restart. */
export async function switchLanguage(words: I18n, language: Language): Promise<void> {
  await loadWords(words, language)
  await words.changeLanguage(language)
}

async function loadWords(words: I18n, language: Language): Promise<void> {
  for (const [namespace, texts] of await fetchWords(language)) {
    if (!words.hasResourceBundle(language, namespace)) words.addResourceBundle(language, namespace, texts)
  }
}

/** By namespace. A file that was fetched before is not fetched again. */
async function fetchWords(language: Language): Promise<[namespace: string, texts: Record<string, unknown>][]> {
  const fetched = await Promise.all([...wanted].map((part) => FILES[part][language]()))
  return fetched.flatMap((words) =>
    Object.entries(words).map(([path, texts]): [string, Record<string, unknown>] => [
      /(\w+)\.json$/.exec(path)?.[1] ?? '',
      texts,
    ]),
  )
}
