/** One security check taken out of the source, and the tests that must notice. */
export interface Mutant {
  name: string
  file: string
  /** Occurs exactly once in the file. */
  find: string
  replace: string
  tests: string[]
}

const DOOR = 'src/db/requireRight.ts'
const MATRIX = ['tests/features/accounts/rights/roleMatrix.test.ts']
const GUARD = 'src/host/loopbackGuard.ts'
const GUARD_TESTS = ['tests/host/loopbackGuard.test.ts', 'tests/regressions/loopbackHost.test.ts']
const VERIFY = 'src/features/bundles/core/envelope/verifyBundle.ts'
const SEALED = [
  'tests/bundles/sealAndOpen.test.ts',
  'tests/bundles/forgedBundle.test.ts',
  'tests/bundles/damagedBundle.test.ts',
]
const BUNDLES = ['tests/features/bundles/bundles.test.ts', 'tests/features/bundles/twoWay.test.ts']
const KEYS = ['tests/features/bundles/keys.test.ts']
const KEYRING = ['tests/features/accounts/keys/keyring.test.ts', 'tests/features/accounts/keys/keyringDamage.test.ts']
const USERS = ['tests/features/accounts/users.test.ts']
const BACKUPS = ['tests/features/backups/backups.test.ts', 'tests/regressions/atomicRestore.test.ts']
const AUDIT = ['tests/features/audit/audit.test.ts']
const CHAIN = ['tests/features/audit/chainAttacks.test.ts']
const HOSTILE_FILES = ['tests/features/imports/reading/hostileFiles.test.ts']
const FILE = ['tests/db/encryptedFile.test.ts']
const OFFICE_DOOR = ['tests/regressions/officeDoor.test.ts']

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'rights are not checked',
    file: DOOR,
    find: "if (!mayCall(meta, session)) refuse('common.notAllowed')",
    replace: '',
    tests: MATRIX,
  },
  {
    name: 'a locked session goes on',
    file: DOOR,
    find: 'session.locked || office',
    replace: 'office',
    tests: OFFICE_DOOR.concat('tests/features/accounts/sessionLock.test.ts'),
  },
  {
    name: 'identity numbers are not masked',
    file: DOOR,
    find: "rightsOf(session.roles).has('identity.reveal') ? result",
    replace: 'result ? result',
    tests: ['tests/features/accounts/rights/identityReveal.test.ts'],
  },
  {
    name: 'a masked number is saved',
    file: 'src/features/addresses/core/addressFileRepo.ts',
    find: 'isMaskedIdentity(typed.idNumber) ?',
    replace: 'false ?',
    tests: ['tests/features/accounts/rights/identityReveal.test.ts'],
  },
  {
    name: 'a volunteer may export',
    file: 'src/base/common/rights.ts',
    find: "volunteer: ['records.read', 'records.write']",
    replace: "volunteer: ['records.read', 'records.write', 'data.export']",
    tests: MATRIX,
  },
  {
    name: 'writes are not audited',
    file: 'src/db/auditedWrite.ts',
    find: 'if (after > before || act.always)',
    replace: 'if (false)',
    tests: AUDIT,
  },
  {
    name: 'files taken out are not noted',
    file: 'src/db/noteUse.ts',
    find: 'this.#files.push(used)',
    replace: 'void used',
    tests: AUDIT,
  },
  {
    name: 'looks are thrown away at closing',
    file: 'src/db/officeHolder.ts',
    find: '    await trail?.flush()\n',
    replace: '',
    tests: AUDIT,
  },
  {
    name: 'the chain forgets the hash before',
    file: 'src/db/auditChain.ts',
    find: '    entry.previous_hash,\n',
    replace: '',
    tests: CHAIN,
  },
  {
    name: 'the chain forgets who',
    file: 'src/db/auditChain.ts',
    find: '    entry.user_id,\n',
    replace: '',
    tests: CHAIN,
  },
  {
    name: 'an altered entry is not seen',
    file: 'src/features/audit/core/chainCheck.ts',
    find: 'hashOfEntry(entry) !== entry.hash',
    replace: 'false',
    tests: CHAIN,
  },
  {
    name: 'a cut log is not seen',
    file: 'src/features/audit/core/chainCheck.ts',
    find: 'if (seq > this.#seq) this',
    replace: 'if (false) this',
    tests: CHAIN,
  },
  {
    name: 'anchors are not compared',
    file: 'src/features/audit/core/chainCheck.ts',
    find: '!entry.hash.startsWith(anchor.hash)',
    replace: 'false',
    tests: CHAIN,
  },
  {
    name: 'journal rows are not compared',
    file: 'src/features/audit/core/verifyAudit.ts',
    find: 'commitTo(detail.salt, text) !== entry.commitment',
    replace: 'false',
    tests: AUDIT,
  },
  { name: 'any Host is served', file: GUARD, find: '!hosts.includes(host)', replace: 'false', tests: GUARD_TESTS },
  {
    name: 'any Origin is served',
    file: GUARD,
    find: "if (!isOwnOrigin(call.req.header('origin'), host))",
    replace: 'if (false)',
    tests: GUARD_TESTS,
  },
  {
    name: 'any site is served',
    file: GUARD,
    find: "if (!isOwnSite(call.req.header('sec-fetch-site'), call.req.method))",
    replace: 'if (false)',
    tests: GUARD_TESTS,
  },
  {
    name: 'calls need no secret of the page',
    file: GUARD,
    find: '!isSecret(call.req.header(LAUNCH_HEADER), pageSecret)',
    replace: 'false',
    tests: GUARD_TESTS,
  },
  {
    name: 'the launch code works twice',
    file: 'src/host/launchDesk.ts',
    find: 'if (this.#used || ',
    replace: 'if (',
    tests: GUARD_TESTS,
  },
  {
    name: 'the launch code never ends',
    file: 'src/host/launchDesk.ts',
    find: 'this.#monotonicMs() > this.#until',
    replace: 'false',
    tests: GUARD_TESTS,
  },
  {
    name: 'the host listens everywhere',
    file: 'src/host/startHost.ts',
    find: "hostname: '127.0.0.1', port",
    replace: "hostname: '0.0.0.0', port",
    tests: GUARD_TESTS,
  },
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
    find: 'const dek = await openWithPassphrase(wrap ?? decoyWrap(stored.value, input.userName), input.passphrase)',
    replace: 'const dek = wrap && (await openWithPassphrase(wrap, input.passphrase))',
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
    name: 'a signature is not checked',
    file: VERIFY,
    find: "return holds ? succeed(parsed.publicKey) : bundleAltered('header')",
    replace: 'return succeed(parsed.publicKey)',
    tests: SEALED,
  },
  {
    name: 'a header may name another signer',
    file: VERIFY,
    find: "if (header.value.from !== fingerprint) return bundleAltered('signature')",
    replace: '',
    tests: SEALED,
  },
  {
    name: 'a payload may be another',
    file: VERIFY,
    find: "if (!payloadMatches(header.value, members.value.payload)) return bundleAltered('payload')",
    replace: '',
    tests: SEALED,
  },
  {
    name: 'a stranger’s bundle is imported',
    file: VERIFY,
    find: '    if (!accepted.ok) return accepted\n',
    replace: '',
    tests: SEALED.concat(BUNDLES),
  },
  {
    name: 'a manifest may be another envelope’s',
    file: 'src/features/bundles/core/envelope/payloadCheck.ts',
    find: 'return sameEnvelope ? succeed(manifest.data)',
    replace: 'return true ? succeed(manifest.data)',
    tests: SEALED,
  },
  {
    name: 'records may be fewer than announced',
    file: 'src/features/bundles/core/envelope/payloadCheck.ts',
    find: 'return sameCounts(manifest.counts, tally) ? succeed(manifest)',
    replace: 'return true ? succeed(manifest)',
    tests: SEALED,
  },
  {
    name: 'an old bundle passes as the next',
    file: 'src/features/bundles/common/rules.ts',
    find: 'if (seenSeries || wasMadeBefore(bundle, last)) return',
    replace: 'if (false) return',
    tests: BUNDLES.concat('tests/regressions/bundleHostileBranch.test.ts'),
  },
  {
    name: 'records of other owners are taken in',
    file: 'src/features/bundles/core/open/readReportJob.ts',
    find: "    if (record.ownerUnit !== manifest.unit) return failWith('bundles.foreignRecord', { kind, line })\n",
    replace: '',
    tests: BUNDLES.concat('tests/bundles/structuredForgery.test.ts'),
  },
  {
    name: 'keys are enrolled without the digits',
    file: 'src/features/bundles/core/keys/keyHandlers.ts',
    find: "if (digitsTyped(input.digits) !== digits) refuse('bundles.digitsDiffer', { unit: unit.vi })",
    replace: '',
    tests: KEYS,
  },
  {
    name: 'made-up people reach real figures',
    file: 'src/features/bundles/core/keys/keyHandlers.ts',
    find: 'if (file.practice && !context.office.practice && !input.acceptPractice)',
    replace: 'if (false)',
    tests: KEYS.concat(BUNDLES),
  },
  {
    name: 'macros are read',
    file: 'src/features/imports/core/reading/workbookGuard.ts',
    find: "    return failWith('imports.hasMacros')",
    replace: '    void 0',
    tests: HOSTILE_FILES,
  },
  {
    name: 'a bomb is unpacked',
    file: 'src/features/imports/core/reading/workbookGuard.ts',
    find: '  if (tooBig) return tooBig\n',
    replace: '',
    tests: HOSTILE_FILES,
  },
  {
    name: 'another session takes the file',
    file: 'src/base/core/fileTickets.ts',
    find: 'return this.#owner === undefined || owner === undefined || owner === this.#owner',
    replace: 'return true',
    tests: ['tests/regressions/ticketsOfSessions.test.ts'],
  },
  {
    name: 'a ticket is worth its file for ever',
    file: 'src/base/core/fileTickets.ts',
    find: 'if (file !== undefined) this.#files.delete(ticket)',
    replace: '',
    tests: ['tests/transport/transports.test.ts'],
  },
  {
    name: 'another office’s record is changed',
    file: 'src/db/recordWriter.ts',
    find: "if (row.owner_unit !== context.unitId) refuse('common.notAllowed')",
    replace: '',
    tests: ['tests/regressions/bundleHostileBranch.test.ts', 'tests/db/recordOwner.test.ts'],
  },
  {
    name: 'an edit goes over somebody else’s',
    file: 'src/db/recordWriter.ts',
    find: "if (before.version !== version) refuse('common.changedElsewhere')",
    replace: '',
    tests: ['tests/transport/transports.test.ts', 'tests/db/recordOwner.test.ts'],
  },
]
