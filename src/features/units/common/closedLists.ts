import type { VocabularyKind } from './contract.ts'

/** Words a person's papers rest on in law, or that the program itself asks about: worded anew, but none is added. */
export const CLOSED_LISTS: readonly VocabularyKind[] = ['consentPurpose', 'channel', 'receiptSource', 'houseStage']
