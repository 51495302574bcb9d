import i18next from 'i18next'
import type { Language } from '../../base/common/language.ts'
import { addOwnNumbers } from '../../base/common/ownNumbers.ts'
import type { Translate } from '../../db/office.ts'
import { resources } from '../common/resources.ts'

const words = i18next.createInstance()
// Resources are at hand, so this is done before the first key is asked for.
void words.init({ resources, lng: 'vi', fallbackLng: 'vi', initAsync: false, interpolation: { escapeValue: false } })

addOwnNumbers(words)

/** Words for paper, spreadsheets and the command line, in the language asked for; `feature:key`. */
export function translatorOf(language: Language): Translate {
  const translate = words.getFixedT(language)
  return (key, params) => String(translate(key as never, params as never))
}
