import type { i18n as I18n } from 'i18next'
import type { Language } from '../../base/common/language.ts'
import { createI18n, currentLanguage } from '../../base/ui/i18n.ts'
import { wordsVi } from '../common/wordsVi.ts'

/** Vietnamese is at hand; English and Lao come as files of their own, from the same machine, when first chosen. */
export async function startWords(): Promise<I18n> {
  const words = createI18n({ resources: { vi: wordsVi } })
  await loadWords(words, currentLanguage(words))
  return words
}

/** Switches every screen at once, without a restart. */
export async function switchLanguage(words: I18n, language: Language): Promise<void> {
  await loadWords(words, language)
  await words.changeLanguage(language)
}

async function loadWords(words: I18n, language: Language): Promise<void> {
  if (language === 'vi' || words.hasResourceBundle(language, 'common')) return
  const loaded =
    language === 'en' ? (await import('../common/wordsEn.ts')).wordsEn : (await import('../common/wordsLo.ts')).wordsLo
  for (const [namespace, texts] of Object.entries(loaded)) words.addResourceBundle(language, namespace, texts)
  await words.changeLanguage(language)
}
