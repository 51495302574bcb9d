import type { Mutant } from './mutant.ts'

const DOOR = 'src/db/requireRight.ts'
const MATRIX = ['tests/features/accounts/rights/roleMatrix.test.ts']
const AUDIT = ['tests/features/audit/audit.test.ts']
const CHAIN = ['tests/features/audit/chainAttacks.test.ts']
const OFFICE_DOOR = ['tests/regressions/officeDoor.test.ts']

/** What a person may do, and the log of what was done. */
export const DOOR_MUTANTS: readonly Mutant[] = [
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
    find: 'text === undefined || commitTo(detail.salt, text) !==',
    replace: 'false && text !==',
    tests: AUDIT,
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
    tests: ['tests/regressions/ticketsOfSessions.test.ts'],
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
