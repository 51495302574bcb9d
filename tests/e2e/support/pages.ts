/**
 * Every page that needs no record, by its path; `tests/app/everyPageIsWalked.test.ts` compares the list with the routes. A
 * path that only a province has stands in `PROVINCE_PAGES`.
 */
export const PAGES = [
  'today',
  'addresses',
  'addresses/counts',
  'addresses/requests',
  'audit',
  'audit/changes',
  'books',
  'bundles',
  'consents',
  'cooperation',
  'deliveries',
  'donors',
  'duplicates',
  'houses',
  'import',
  'map',
  'pairings',
  'pairings/endings',
  'pairings/match',
  'papers',
  'papers/letterhead',
  'papers/log',
  'papers/wording',
  'receipts',
  'receipts/batch',
  'reorganise',
  'reports/quarter',
  'rounds',
  'rounds/new',
  'settings',
  'settings/words',
  'users',
  'villages',
  'visits',
] as const

export const PROVINCE_PAGES = ['clusters', 'province'] as const
