import type { i18n as I18n } from 'i18next'
import type { Language } from '../../base/common/language.ts'
import { createI18n, currentLanguage } from '../../base/ui/i18n.ts'

type Texts = Record<string, unknown>

/** One file for what is said at the door and one for the office, in each language (vite.ui.config.ts). */
const files = import.meta.glob<Texts>(['../../../locales/*/*.json', '!../../../locales/*/cli.json'], {
  import: 'default',
})

/** Said before anybody is signed in. */
const AT_THE_DOOR = ['accounts', 'app', 'common', 'lan', 'practice']

/** Whether the words of the office are wanted too, in whatever language is chosen from then on. */
let inOffice = false

/** The words of the door, in the language this PC used last. */
export async function startWords(): Promise<I18n> {
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

async function loadWords(words: I18n, language: Language): Promise<void> {
  const missing = Object.entries(files).flatMap(([path, load]) => {
    const [, of, namespace] = /(\w+)\/(\w+)\.json$/.exec(path) ?? []
    if (of !== language || namespace === undefined || words.hasResourceBundle(language, namespace)) return []
    return inOffice || AT_THE_DOOR.includes(namespace) ? [{ namespace, load }] : []
  })
  await Promise.all(
    missing.map(async ({ namespace, load }) => words.addResourceBundle(language, namespace, await load())),
  )
}
