import type { Rig } from './rig.ts'
import { auditRig } from './rigs/auditRig.ts'
import { canaryRig } from './rigs/canaryRig.ts'
import { clockRig } from './rigs/clockRig.ts'
import { diskFullRig } from './rigs/diskFullRig.ts'
import { flipRig } from './rigs/flipRig.ts'
import { hostRig } from './rigs/hostRig.ts'
import { killRig } from './rigs/killRig.ts'
import { migrationRig } from './rigs/migrationRig.ts'
import { mutantRig } from './rigs/mutantRig.ts'
import { payloadRig } from './rigs/payloadRig.ts'
import { powerRig } from './rigs/powerRig.ts'
import { raceRig } from './rigs/raceRig.ts'

/** In the order of a long run: what matters most first. */
export const RIGS: readonly Rig[] = [
  killRig,
  powerRig,
  flipRig,
  canaryRig,
  auditRig,
  migrationRig,
  raceRig,
  clockRig,
  diskFullRig,
  payloadRig,
  hostRig,
  mutantRig,
]
