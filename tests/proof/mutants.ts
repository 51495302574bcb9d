import { BACKUP_MUTANTS } from './mutants/backupMutants.ts'
import { BOOK_MUTANTS } from './mutants/bookMutants.ts'
import { BUNDLE_MUTANTS } from './mutants/bundleMutants.ts'
import { DOOR_MUTANTS } from './mutants/doorMutants.ts'
import { HOST_MUTANTS } from './mutants/hostMutants.ts'
import type { Mutant } from './mutants/mutant.ts'
import { PRIVACY_MUTANTS } from './mutants/privacyMutants.ts'
import { SHELL_MUTANTS } from './mutants/shellMutants.ts'

export const MUTANTS: readonly Mutant[] = [
  ...DOOR_MUTANTS,
  ...HOST_MUTANTS,
  ...BOOK_MUTANTS,
  ...BACKUP_MUTANTS,
  ...BUNDLE_MUTANTS,
  ...PRIVACY_MUTANTS,
  ...SHELL_MUTANTS,
]
