import { wordsEn } from './wordsEn.ts'
import { wordsLo } from './wordsLo.ts'
import { wordsVi } from './wordsVi.ts'

/** All words of all languages, for the core; the page loads English and Lao only when they are chosen. */
export const resources = { vi: wordsVi, en: wordsEn, lo: wordsLo }
