import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, type Language } from '../common/language.ts'

/** Each language under its own short name, so that it is found by someone who reads no other. */
const SHORT_NAMES: Record<Language, string> = { vi: 'VI', en: 'EN', lo: 'ລາວ' }
const FULL_NAMES: Record<Language, string> = { vi: 'Tiếng Việt', en: 'English', lo: 'ພາສາລາວ' }

export interface LanguageSwitchProps {
  language: Language
  onChange: (language: Language) => void
}

/** VI · EN · ລາວ; the chosen one is pressed. */
export function LanguageSwitch({ language, onChange }: LanguageSwitchProps) {
  const { t } = useTranslation('common')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend into the top bar
    <div className="nc-languages" role="group" aria-label={t('frame.language')}>
      {LANGUAGES.map((each) => (
        <UnstyledButton
          key={each}
          lang={each}
          className="nc-language"
          aria-pressed={each === language}
          onClick={() => onChange(each)}
        >
          {SHORT_NAMES[each]}
          <span className="nc-visually-hidden"> {FULL_NAMES[each]}</span>
        </UnstyledButton>
      ))}
    </div>
  )
}
