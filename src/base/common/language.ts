/** The three languages of the screen and of paper, Vietnamese first. */
export const LANGUAGES = ['vi', 'en', 'lo'] as const
export type Language = (typeof LANGUAGES)[number]

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value)
}
