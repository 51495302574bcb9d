import type { Day } from '../../../base/common/day.ts'
import type { PairingState } from './pairingSchemas.ts'

/** A change of state with the day it takes effect. */
export interface DatedStep {
  fromState: PairingState
  state: PairingState
  onDay: Day
}

/**
 * Where a pairing stood on a day. `steps` in the order they were written down: a later entry for an earlier day wins, as the
 * clerk corrected what was believed before. Null before the pairing began.
 */
export function pairingStateOn(
  pairing: { state: PairingState; beganOn: Day; steps: readonly DatedStep[] },
  day: Day,
): PairingState | null {
  if (day < pairing.beganOn) return null
  const last = pairing.steps.findLast(({ onDay }) => onDay <= day)
  return last?.state ?? pairing.steps[0]?.fromState ?? pairing.state
}
