import { derivePassphraseKey, KDF_CAP, KDF_FLOOR, type KdfProfile } from './kdf.ts'

const SHORTEST_MS = 500
const AIM_MS = 700

/** Milliseconds one derivation takes on this PC. */
export type MeasureKdf = (profile: KdfProfile) => Promise<number>

/**
 * The costs at which one try takes 0.5–1 s on this PC, for the setup of an office. Memory is raised first, because memory is
 * what makes guessing on graphics cards dear; passes follow once memory reaches its cap of 128 MiB. A PC too slow for that
 * gets less, but never under the floor.
 */
export async function calibrateKdf(measure: MeasureKdf = measureOnce): Promise<KdfProfile> {
  await measure(KDF_FLOOR)
  let profile = KDF_FLOOR
  let elapsed = await measure(profile)
  while (elapsed < SHORTEST_MS && profile.memoryKib < KDF_CAP.memoryKib) {
    const growth = Math.min(2, AIM_MS / Math.max(elapsed, 1))
    profile = { ...profile, memoryKib: Math.min(KDF_CAP.memoryKib, Math.ceil(profile.memoryKib * growth)) }
    elapsed = await measure(profile)
  }
  if (elapsed >= SHORTEST_MS) return profile
  const passes = Math.ceil((profile.passes * AIM_MS) / Math.max(elapsed, 1))
  return { ...profile, passes: Math.min(KDF_CAP.passes, passes) }
}

async function measureOnce(profile: KdfProfile): Promise<number> {
  const start = performance.now()
  const key = await derivePassphraseKey({ passphrase: 'calibration', salt: Buffer.alloc(16, 7), profile })
  key.fill(0)
  return performance.now() - start
}
