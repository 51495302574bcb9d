import * as z from 'zod'
import { isDay, isMonth, isPartialDay } from './day.ts'

// Beside the rules and not among them: the page's first screen knows days and loads no zod.
export const daySchema = z.string().refine(isDay, { error: 'base.notADay' })
export const monthSchema = z.string().refine(isMonth, { error: 'base.notAMonth' })
export const partialDaySchema = z.string().refine(isPartialDay, { error: 'base.notADay' })
