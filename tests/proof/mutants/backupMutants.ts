import type { Mutant } from './mutant.ts'

const BACKUPS = ['tests/features/backups/backups.test.ts', 'tests/regressions/atomicRestore.test.ts']

/** Backups and what they bring back. */
export const BACKUP_MUTANTS: readonly Mutant[] = [
  {
    name: 'a backup is not read again',
    file: 'src/features/backups/core/makeBackup.ts',
    find: "if (checked.value.sha256 !== note.sha256) return failWith('backups.damaged')",
    replace: '',
    tests: BACKUPS,
  },
  {
    name: 'a restore brings old people back',
    file: 'src/features/backups/core/restoreBackup.ts',
    find: "    await db.insertInto('app_user').values(users).execute()\n",
    replace: '',
    tests: BACKUPS,
  },
  {
    name: 'an old state comes back as the present one',
    file: 'src/db/startNewEpoch.ts',
    find: ', epoch: randomUUID() }',
    replace: ' }',
    tests: BACKUPS,
  },
  {
    name: 'a restore brings old keys between offices back',
    file: 'src/features/backups/core/restoreBackup.ts',
    find: "    if (unitKeys.length > 0) await db.insertInto('unit_key').values(unitKeys).execute()\n",
    replace: '',
    tests: ['tests/regressions/restoreKeepsKeys.test.ts'],
  },
  {
    name: 'a restore brings an office’s own old keys back',
    file: 'src/features/backups/core/restoreBackup.ts',
    find: "    if (ownKeys.length > 0) await db.insertInto('own_key').values(ownKeys).execute()\n",
    replace: '',
    tests: ['tests/regressions/restoreKeepsKeys.test.ts'],
  },
]
