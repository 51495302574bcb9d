import type { Day, PartialDay } from '../../../base/common/day.ts'
import type { Consent, ConsentBlock, ConsentPurpose, ConsentSigners } from './consentSchemas.ts'

/** Under this age a person is a child (Law on Children 102/2016/QH13, article 1). */
const CHILD_UNDER = 16
/** From this age a child is asked too before anything about them is published (Law 91/2025/QH15, article 24). */
const OWN_VOICE_FROM = 7

export type ConsentUse = { ok: true } | { ok: false; blockedBy: ConsentBlock }

/** What the rules read of a kept consent. */
export type ConsentMark = Pick<Consent, 'purpose' | 'guardian' | 'withdrawnOn'>

/** Whose consent it is: their (partial) day of birth if known, and the day of asking. */
export interface ConsentSubject {
  birthDay: PartialDay | null
  today: Day
}

/**
 * Whether data may be used for a purpose. Silence is not consent (Law 91/2025/QH15): only a signed consent that was not
 * withdrawn counts, and a person's own withdrawal outweighs what a guardian signed.
 */
export function mayUse(purpose: ConsentPurpose, consents: readonly ConsentMark[], subject: ConsentSubject): ConsentUse {
  const own = signerState(purpose, { consents, guardian: false })
  const guardian = signerState(purpose, { consents, guardian: true })
  const signers = signersNeeded(purpose, subject)
  if (signers === 'either') return blockedUnlessGiven(own === 'none' ? guardian : own, 'none')
  if (signers === 'guardian') return blockedUnlessGiven(guardian, 'childNeedsGuardian')
  if (own === 'withdrawn' || guardian === 'withdrawn') return { ok: false, blockedBy: 'withdrawn' }
  return own === 'given' && guardian === 'given' ? { ok: true } : { ok: false, blockedBy: 'childNeedsBoth' }
}

/**
 * Whose consent is needed. With only a year or month of birth both ages are doubtful, and the doubt protects the person: a
 * child as long as they may be one, asked themselves as soon as they may be seven. Without any birth day: an adult.
 */
export function signersNeeded(purpose: ConsentPurpose, { birthDay, today }: ConsentSubject): ConsentSigners {
  if (birthDay === null || lastPossible(birthDay) <= yearsBefore(today, CHILD_UNDER)) return 'either'
  const maySpeak = firstPossible(birthDay) <= yearsBefore(today, OWN_VOICE_FROM)
  return purpose === 'publish' && maySpeak ? 'both' : 'guardian'
}

/** Born after this day: a child on `today`. */
export function childBornAfter(today: Day): Day {
  return yearsBefore(today, CHILD_UNDER)
}

/** Born on or before this day: old enough on `today` to be asked themselves. */
export function ownVoiceBornBy(today: Day): Day {
  return yearsBefore(today, OWN_VOICE_FROM)
}

type SignerState = 'given' | 'withdrawn' | 'none'

function signerState(
  purpose: ConsentPurpose,
  { consents, guardian }: { consents: readonly ConsentMark[]; guardian: boolean },
): SignerState {
  const own = consents.filter((consent) => consent.purpose === purpose && consent.guardian === guardian)
  if (own.some((consent) => consent.withdrawnOn === null)) return 'given'
  return own.length > 0 ? 'withdrawn' : 'none'
}

function blockedUnlessGiven(state: SignerState, missing: ConsentBlock): ConsentUse {
  if (state === 'given') return { ok: true }
  return { ok: false, blockedBy: state === 'withdrawn' ? 'withdrawn' : missing }
}

// Days compare as text, so the 29th of February of a common year and the 31st of any month need no care.

function yearsBefore(day: Day, years: number): string {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`
}

function firstPossible(birthDay: PartialDay): string {
  return (birthDay.length === 4 ? `${birthDay}-01` : birthDay).padEnd(10, '-01').slice(0, 10)
}

function lastPossible(birthDay: PartialDay): string {
  if (birthDay.length === 4) return `${birthDay}-12-31`
  return birthDay.length === 7 ? `${birthDay}-31` : birthDay
}
