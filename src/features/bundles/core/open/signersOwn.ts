import { type Failure, failWith } from '../../../../base/common/result.ts'
import type { BundleManifest } from '../../common/bundleManifest.ts'
import type { Signer } from '../keys/unitKeysRepo.ts'

/** The envelope's failures name optional places; a failure's parameters are plain. */
export function plainFailure(failure: { code: string; params: object }): { ok: false; failure: Failure } {
  return failWith(failure.code, Object.fromEntries(Object.entries(failure.params)))
}

/** Whether the unit a manifest claims is the one whose key signed it. */
export function isSignersOwn(
  signers: readonly Signer[],
  { manifest, fingerprint }: { manifest: BundleManifest; fingerprint: string },
): boolean {
  return signers.some(
    (signer) =>
      signer.fingerprint === fingerprint && signer.unitId === manifest.unit && signer.unitCode === manifest.unitCode,
  )
}

export function signerCode(signers: readonly Signer[], fingerprint: string): string {
  return signers.find((signer) => signer.fingerprint === fingerprint)?.unitCode ?? ''
}
