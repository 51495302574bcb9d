import * as z from 'zod'
import { ADDED_TYPES } from './addedUnit.ts'

/** An `AddedUnit` as it comes in. */
export const addedUnitSchema = z.object({
  type: z.enum(ADDED_TYPES),
  name: z.string().trim().min(1).max(200).normalize('NFC'),
})
