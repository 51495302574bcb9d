import { oc } from '@orpc/contract'
import { commonFailures } from './failures.ts'
import type { ProcedureRight } from './rights.ts'

export interface ProcedureMeta {
  right: ProcedureRight
  /** Reads go to the reading connection; commands may change something. Audited differently (docs/decisions/0019). */
  effect: 'read' | 'change'
  [key: string]: unknown
}

const base = oc.$meta<ProcedureMeta>({ right: 'signedIn', effect: 'read' }).errors(commonFailures)

/** A procedure that only reads. */
export function query(right: ProcedureRight) {
  return base.meta({ right, effect: 'read' })
}

/** A procedure that may change something. */
export function command(right: ProcedureRight) {
  return base.meta({ right, effect: 'change' })
}
