import type { Language } from '../../../base/common/language.ts'

/** The languages of paper, each in its own name. */
export const PAPER_LANGUAGES: { value: Language; label: string }[] = [
  { value: 'vi', label: 'Tiếng Việt' },
  { value: 'en', label: 'English' },
  { value: 'lo', label: 'ລາວ' },
]

export function paperLanguage(value: string): Language {
  return PAPER_LANGUAGES.find((each) => each.value === value)?.value ?? 'vi'
}
