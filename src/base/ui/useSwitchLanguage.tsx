import { createContext, useContext } from 'react'
import type { Language } from '../common/language.ts'

/** How the app loads a language's words and turns every screen to it; the app zone knows where the words are. */
export const SwitchLanguageContext = createContext<(language: Language) => void>(() => {})

export function useSwitchLanguage(): (language: Language) => void {
  return useContext(SwitchLanguageContext)
}
