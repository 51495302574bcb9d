import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../../base/ui/i18n.ts'
import { LanguageSwitch } from '../../../base/ui/LanguageSwitch.tsx'
import { useSwitchLanguage } from '../../../base/ui/useSwitchLanguage.tsx'

/** The language before anyone has signed in. */
export function FirstRunLanguage() {
  const { i18n } = useTranslation('accounts')
  const switchLanguage = useSwitchLanguage()
  return <LanguageSwitch language={currentLanguage(i18n)} onChange={switchLanguage} />
}
