import * as z from 'zod'

/** The three languages of the screen and of paper, Vietnamese first. */
export const LANGUAGES = ['vi', 'en', 'lo'] as const
export const languageSchema = z.enum(LANGUAGES)
export type Language = z.infer<typeof languageSchema>
