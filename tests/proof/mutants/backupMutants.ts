import type { Mutant } from './mutant.ts'

const ERASED = ['tests/regressions/erasedStaysErased.test.ts']
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
  {
    name: 'a restore lets a removed PC of the network in again',
    file: 'src/features/backups/core/restoreBackup.ts',
    find: "    await db.deleteFrom('setting').where('name', 'in', KEPT_SETTINGS).execute()\n",
    replace: '    kept.length = 0\n',
    tests: BACKUPS,
  },
  {
    name: 'another PC lets the PCs of a backup in',
    file: 'src/features/accounts/core/restoreOffice.ts',
    find: "await db.deleteFrom('setting').where('name', '=', 'lan').execute()",
    replace: '',
    tests: BACKUPS,
  },
  {
    name: 'a link on a stick is written through',
    file: 'src/features/backups/core/secondFolder.ts',
    find: "    await rm(probe, { force: true })\n    await writeFile(probe, 'x', { flag: 'wx' })\n",
    replace: "    await writeFile(probe, 'x')\n",
    tests: BACKUPS,
  },
  {
    name: 'a backup of a time to come is the newest',
    file: 'src/features/backups/common/rules.ts',
    find: 'return [...sorted.filter((moment) => moment <= now), ...sorted.filter((moment) => moment > now)]',
    replace: 'return sorted',
    tests: ['tests/features/backups/rules.test.ts'],
  },
  {
    name: 'a restore brings back who was erased since',
    file: 'src/app/core/honourAgain.ts',
    find: 'await eraseAgain(db, writer, honoured.erased)',
    replace: 'await eraseAgain(db, writer, [])',
    tests: ERASED,
  },
  {
    name: 'a restore lets a withdrawn consent stand again',
    file: 'src/app/core/honourAgain.ts',
    find: '    await withdrawAgain(db, writer, honoured.withdrawn)\n',
    replace: '',
    tests: ERASED,
  },
  {
    name: 'a restore puts data to use again that were to be only kept',
    file: 'src/app/core/honourAgain.ts',
    find: '    await restrictAgain(db, writer, honoured.restricted)\n',
    replace: '',
    tests: ERASED,
  },
  {
    name: 'a restored book forgets who was erased before they came',
    file: 'src/app/core/honourAgain.ts',
    find: '    await keepErased(db, honoured.erased)\n',
    replace: '',
    tests: ERASED,
  },
  {
    name: 'another PC brings back who was erased since',
    file: 'src/features/accounts/core/restoreOffice.ts',
    find: "const folders = [join(backup, '..'), join(dir, 'backups')]",
    replace: 'const folders: string[] = []',
    tests: ERASED,
  },
]
