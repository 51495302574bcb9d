import type { Mutant } from './mutant.ts'

const GUARD = 'src/host/pageGuard.ts'
const GUARD_TESTS = ['tests/host/loopbackGuard.test.ts', 'tests/regressions/loopbackHost.test.ts']
const LAN = ['tests/host/lan.test.ts']

/** Who may speak to the program on this PC and in the office. */
export const HOST_MUTANTS: readonly Mutant[] = [
  { name: 'any Host is served', file: GUARD, find: '!hosts().includes(host)', replace: 'false', tests: GUARD_TESTS },
  {
    name: 'any Origin is served',
    file: GUARD,
    find: "if (!isOwnOrigin(call.req.header('origin'), own))",
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
    find: '!isPageSecret(call.req.header(LAUNCH_HEADER))',
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
    name: 'any PC of the network is let in',
    file: 'src/features/lan/core/lanDesk.ts',
    find: 'return this.#settings?.pcs.some(({ secretHash }) => secretHash === hash) === true',
    replace: 'return hash !== undefined',
    tests: LAN,
  },
  {
    name: 'the code of a PC can be guessed for ever',
    file: 'src/features/lan/core/lanInvite.ts',
    find: 'this.#wrong >= MOST_WRONG',
    replace: 'false',
    tests: LAN,
  },
  {
    name: 'the code of a PC works twice',
    file: 'src/features/lan/core/lanDesk.ts',
    find: '    this.#invite = undefined\n',
    replace: '',
    tests: LAN,
  },
  {
    name: 'another PC may set up and recover',
    file: 'src/features/accounts/core/enterOffice.ts',
    find: "if (from !== undefined) refuse('accounts.onlyAtOfficePc')",
    replace: 'void from',
    tests: LAN,
  },
  {
    name: 'one PC guesses for all',
    file: 'src/features/accounts/core/enterOffice.ts',
    find: "from === undefined ? dir : [from.address, dir].join(' ')",
    replace: 'dir',
    tests: LAN,
  },
  {
    name: 'the secret of a PC counts for nothing',
    file: 'src/features/accounts/core/keys/keyWrap.ts',
    find: 'const both = Buffer.concat([kek, deviceSecret])',
    replace: 'const both = Buffer.concat([kek])',
    tests: ['tests/features/accounts/deviceBinding.test.ts'],
  },
  {
    name: 'the host listens everywhere',
    file: 'src/host/startHost.ts',
    find: "hostname: '127.0.0.1', port",
    replace: "hostname: '0.0.0.0', port",
    tests: GUARD_TESTS,
  },
]
