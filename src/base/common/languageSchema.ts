import * as z from 'zod'
import { LANGUAGES } from './language.ts'

export const languageSchema = z.enum(LANGUAGES)
