import { implement } from '@orpc/server'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { addressContract } from '../common/contract.ts'

/** The procedures of this feature behind the check of rights, for the files that implement them. */
export const addressProcedures = implement(addressContract).$context<DoorContext>().use(requireRight)
