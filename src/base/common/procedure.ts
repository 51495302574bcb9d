import { oc } from '@orpc/contract'
import { commonFailures } from './declareFailures.ts'
import type { ProcedureRight } from './rights.ts'

export interface ProcedureMeta {
  right: ProcedureRight
  /** Reads go to the reading connection; commands may change something. Audited differently (docs/decisions/0019). */
  effect: 'read' | 'change'
  /** Not told by the audit log: what the program asks for by itself, or what shows no person's record. */
  quiet?: boolean
  [key: string]: unknown
}

const base = oc.$meta<ProcedureMeta>({ right: 'signedIn', effect: 'read' }).errors(commonFailures)

/** A procedure that only reads. `quiet`: not told by the audit log, since it shows nobody's record. */
export function query(right: ProcedureRight, { quiet = false }: { quiet?: boolean } = {}) {
  return base.meta({ right, effect: 'read', ...(quiet ? { quiet } : {}) })
}

/** A procedure that may change something. */
export function command(right: ProcedureRight) {
  return base.meta({ right, effect: 'change' })
}
