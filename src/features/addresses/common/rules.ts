import type { AddressFields, AddressState } from './addressSchemas.ts'

/**
 * Which steps may follow which. A step nobody took stays blank rather than faked, so forward steps may be skipped; approval
 * has its own paper. Source: the campaign's practice of survey, verification, approval, announcement and pairing.
 */
const NEXT_STATES: Record<AddressState, readonly AddressState[]> = {
  proposed: ['surveyed', 'verified', 'approved', 'refused'],
  surveyed: ['verified', 'approved', 'refused'],
  verified: ['approved', 'refused'],
  approved: ['announced', 'paired', 'active', 'ended'],
  announced: ['paired', 'active', 'ended'],
  paired: ['active', 'announced', 'ended'],
  active: ['suspended', 'announced', 'ended'],
  suspended: ['active', 'announced', 'ended'],
  ended: ['proposed'],
  refused: ['proposed'],
}

export function mayStep(from: AddressState, to: AddressState): boolean {
  return NEXT_STATES[from].includes(to)
}

/** Steps a person takes by hand from here; approval and the states of pairings are taken elsewhere. */
export function stepsByHand(from: AddressState): AddressState[] {
  return NEXT_STATES[from].filter((state) => state !== 'approved' && state !== 'paired' && state !== 'active')
}

/** Suspending and refusing need a reason in words. */
export function needsReason(state: AddressState): boolean {
  return state === 'suspended' || state === 'refused'
}

/** Help may be handed over only to an approved address; an intended pairing may come before. */
export function mayReceive(state: AddressState): boolean {
  return state === 'approved' || state === 'announced' || state === 'paired' || state === 'active'
}

/** A paper has approved it, whatever came after; a file proposed anew needs a new one. */
export function isApproved(state: AddressState): boolean {
  return mayReceive(state) || state === 'suspended' || state === 'ended'
}

/** Ending says why by a code, so that reports can count it. */
export function needsEndReason(state: AddressState): boolean {
  return state === 'ended'
}

const WISHED_FIELDS = ['sex', 'birthDay', 'idNumber', 'phone', 'situation', 'needs', 'monthlyNeed'] as const

/** What is still to be filled in, in the order of the form. */
export function missingFields(fields: Pick<AddressFields, (typeof WISHED_FIELDS)[number]>): string[] {
  return WISHED_FIELDS.filter((name) => fields[name] === null)
}
