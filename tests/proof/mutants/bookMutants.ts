import type { Mutant } from './mutant.ts'

const KEYRING = ['tests/features/accounts/keys/keyring.test.ts', 'tests/features/accounts/keys/keyringDamage.test.ts']
const USERS = ['tests/features/accounts/users.test.ts']
const FILE = ['tests/db/encryptedFile.test.ts']
const OFFICE_DOOR = ['tests/regressions/officeDoor.test.ts']

/** The file of the book, its keys and passphrases. */
export const BOOK_MUTANTS: readonly Mutant[] = [
  {
    name: 'commits are not synced',
    file: 'src/db/openSqlite.ts',
    find: "  'synchronous=FULL',\n",
    replace: "  'synchronous=NORMAL',\n",
    tests: FILE,
  },
  {
    name: 'deleted text stays in the file',
    file: 'src/db/openSqlite.ts',
    find: "  'secure_delete=ON',\n",
    replace: "  'secure_delete=OFF',\n",
    tests: FILE,
  },
  {
    name: 'the schema of a file is trusted',
    file: 'src/db/openSqlite.ts',
    find: "  'trusted_schema=OFF',\n",
    replace: '',
    tests: FILE,
  },
  {
    name: 'a second program opens the folder',
    file: 'src/db/officeLock.ts',
    find: "database.exec('begin exclusive')",
    replace: "database.exec('begin')",
    tests: FILE,
  },
  {
    name: 'a newer file is opened',
    file: 'src/db/database.ts',
    find: 'if (newer !== undefined) return',
    replace: 'if (false) return',
    tests: FILE,
  },
  {
    name: 'a forged keyring is accepted',
    file: 'src/features/accounts/core/keys/keyring.ts',
    find: 'if (isKeyringMacRight(stored.keyring, dek)) return succeed({ dek',
    replace: 'if (true) return succeed({ dek',
    tests: KEYRING,
  },
  {
    name: 'a name unknown is answered at once',
    file: 'src/features/accounts/core/keys/keyring.ts',
    find: 'const dek = await openWithPassphrase(tried, input.passphrase, input.deviceSecret)',
    replace: 'const dek = wrap && (await openWithPassphrase(tried, input.passphrase, input.deviceSecret))',
    tests: KEYRING,
  },
  {
    name: 'weak passphrases are taken',
    file: 'src/features/accounts/core/keys/keyring.ts',
    find: '  if (!strength.ok) return strength\n  return inTurn',
    replace: '  return inTurn',
    tests: KEYRING,
  },
  {
    name: 'wrong tries do not delay',
    file: 'src/features/accounts/core/keys/loginThrottle.ts',
    find: 'if (waitMs > 0)',
    replace: 'if (false)',
    tests: ['tests/features/accounts/keys/loginThrottle.test.ts'],
  },
  {
    name: 'a planted keyring may cost any memory',
    file: 'src/features/accounts/core/keys/kdf.ts',
    find: '    .max(128 * MIB)',
    replace: '    .max(1024 * 1024 * MIB)',
    tests: KEYRING.concat('tests/features/accounts/keys/passphrase.test.ts'),
  },
  {
    name: 'a person shut out comes in',
    file: 'src/features/accounts/core/sessionStart.ts',
    find: 'user === undefined || user.disabled_at !== null',
    replace: 'user === undefined',
    tests: USERS.concat(OFFICE_DOOR),
  },
  {
    name: 'a person shut out stays in',
    file: 'src/features/accounts/core/userHandlers.ts',
    find: 'if (disabled) context.holder.dropSessions((session) => session.userId === userId)',
    replace: 'if (disabled) void 0',
    tests: USERS,
  },
  {
    name: 'people shut themselves out',
    file: 'src/features/accounts/core/userHandlers.ts',
    find: "if (userId === context.session.userId && !mayManage) refuse('accounts.notYourself')",
    replace: '',
    tests: USERS,
  },
  {
    name: 'a key is changed without the passphrase',
    file: 'src/features/accounts/core/userHandlers.ts',
    find: '    await provePassphrase(context, passphrase)\n    return atTheDoor',
    replace: '    return atTheDoor',
    tests: USERS,
  },
  {
    name: 'the leaver keeps a place in the keyring',
    file: 'src/features/accounts/core/changeDataKey.ts',
    find: "wrap.kind !== 'passphrase' || wrap.userId === change.leaverId",
    replace: "wrap.kind !== 'passphrase'",
    tests: USERS,
  },
  {
    name: 'the book keeps its key',
    file: 'src/features/accounts/core/rekeyJob.ts',
    find: '  rekeySqlite(to, { from: oldKey, to: newKey })\n',
    replace: '',
    tests: USERS,
  },
  {
    name: 'a cut-off change of key is not completed',
    file: 'src/features/accounts/core/keySwap.ts',
    find: '    for (const name of KEYRING_FILES) await place(join(ready, name), join(officeDir, name))\n',
    replace: '',
    tests: USERS,
  },
]
