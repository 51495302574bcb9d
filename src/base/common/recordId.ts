import { v5, v7 } from 'uuid'

/** Namespace of the ids every office derives in the same way from a shared code (decision 7). */
const SHARED_NAMESPACE = '6f0f6f4e-5d3a-5c67-9f5e-2b1d0c9a7e11'

/** A new id for a record born in this office: UUIDv7, so ids sort by birth and never collide between offices. */
export function newRecordId(): string {
  return v7()
}

/** The id every office gives the same shared thing, e.g. `sharedRecordId('unit', '15013')`. */
export function sharedRecordId(kind: string, code: string): string {
  return v5(`${kind}:${code}`, SHARED_NAMESPACE)
}
