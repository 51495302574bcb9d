import type { Rig } from './rig.ts'
import { auditRig } from './rigs/auditRig.ts'
import { canaryRig } from './rigs/canaryRig.ts'
import { clockRig } from './rigs/clockRig.ts'
import { damageRig } from './rigs/damageRig.ts'
import { diskFullRig } from './rigs/diskFullRig.ts'
import { exchangeRig } from './rigs/exchangeRig.ts'
import { ext4Rig } from './rigs/ext4Rig.ts'
import { faultRig } from './rigs/faultRig.ts'
import { flipRig } from './rigs/flipRig.ts'
import { forgeryRig } from './rigs/forgeryRig.ts'
import { hostRig } from './rigs/hostRig.ts'
import { killRig } from './rigs/killRig.ts'
import { migrationRig } from './rigs/migrationRig.ts'
import { mutantRig } from './rigs/mutantRig.ts'
import { pageRig } from './rigs/pageRig.ts'
import { payloadRig } from './rigs/payloadRig.ts'
import { powerRig } from './rigs/powerRig.ts'
import { raceRig } from './rigs/raceRig.ts'
import { sheetRig } from './rigs/sheetRig.ts'
import { stickRig } from './rigs/stickRig.ts'
import { toolsRig } from './rigs/toolsRig.ts'

/** In the order of a long run: what matters most first. */
export const RIGS: readonly Rig[] = [
  killRig,
  powerRig,
  ext4Rig,
  stickRig,
  flipRig,
  canaryRig,
  auditRig,
  migrationRig,
  raceRig,
  clockRig,
  diskFullRig,
  faultRig,
  payloadRig,
  sheetRig,
  pageRig,
  hostRig,
  exchangeRig,
  damageRig,
  forgeryRig,
  toolsRig,
  mutantRig,
]
