import { createInstance, type TOptions } from 'i18next'
import { resources } from '../../../src/app/common/resources.ts'
import { LANGUAGES, type Language } from '../../../src/base/common/language.ts'

type Tree = typeof resources.vi

/** `addresses:quickAdd.title`: a key some language file has, its plural without the ending. */
type KeyIn<Words> = {
  [Name in keyof Words & string]: Words[Name] extends string
    ? Name | (Name extends `${infer Counted}_${'one' | 'other'}` ? Counted : never)
    : `${Name}.${KeyIn<Words[Name]>}`
}[keyof Words & string]
export type WordKey = { [Feature in keyof Tree & string]: `${Feature}:${KeyIn<Tree[Feature]>}` }[keyof Tree & string]

export type Words = (key: WordKey, params?: TOptions) => string

const i18n = createInstance()
void i18n.init({
  resources,
  lng: 'vi',
  fallbackLng: false,
  initAsync: false,
  interpolation: { escapeValue: false },
})

/** What the screen says in a language; a key nobody translated fails the test instead of being looked for. */
export function words(language: Language): Words {
  const translate = i18n.getFixedT(language)
  return (key, params = {}) => {
    const text = String(translate(key as never, params as never))
    if (text === key.slice(key.indexOf(':') + 1)) throw new Error(`no words for ${key} in ${language}`)
    return text
  }
}

/** The words of every feature, to tell a key from a sentence. */
export const FEATURES: Record<string, unknown>[] = Object.values(resources.vi)

export { LANGUAGES, type Language }
