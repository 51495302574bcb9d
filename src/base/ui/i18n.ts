import { createInstance, type i18n as I18n, type Resource } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { isLanguage, type Language } from '../common/language.ts'
import { addOwnNumbers } from '../common/ownNumbers.ts'
import { LANGUAGE_KEY } from './keptNames.ts'

export interface I18nSetup {
  /** Language → namespace → words. The namespace of a feature is its folder name; shared words are in `common`. */
  resources: Resource
  language?: Language
  /** Where the chosen language is remembered; nothing else is kept there. */
  storage?: Pick<Storage, 'getItem' | 'setItem'>
}

/** Starts i18next with Vietnamese as the last resort, and keeps <html lang> and the saved language in step with it. */
export function createI18n({ resources, language, storage = localStorage }: I18nSetup): I18n {
  const instance = createInstance()
  instance.on('languageChanged', (next) => {
    storage.setItem(LANGUAGE_KEY, next)
    if (typeof document !== 'undefined') document.documentElement.lang = next
  })
  void instance.use(initReactI18next).init({
    resources,
    lng: language ?? savedLanguage(storage),
    fallbackLng: 'vi',
    ns: Object.keys(resources.vi ?? {}),
    defaultNS: 'common',
    initAsync: false,
    returnNull: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  addOwnNumbers(instance)
  return instance
}

/** The language this PC used last. */
export function savedLanguage(storage: Pick<Storage, 'getItem'> = localStorage): Language {
  const saved = storage.getItem(LANGUAGE_KEY)
  return isLanguage(saved) ? saved : 'vi'
}

/** The language now on screen, for our own formats; an unknown tag counts as Vietnamese. */
export function currentLanguage(instance: Pick<I18n, 'language'>): Language {
  return isLanguage(instance.language) ? instance.language : 'vi'
}
