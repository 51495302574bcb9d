import type { Mutant } from './mutant.ts'

const CLIPBOARD = ['tests/electron/clipboard.test.ts']
const DIRECTORY = ['tests/features/bundles/directory.test.ts']
const READ_PACK = ['tests/features/map/readPack.test.ts']
const LAN = ['tests/host/lan.test.ts']
const PROVEN = ['tests/regressions/fullDisk.test.ts']

/** The desktop shell, the office network, and files of others that are no bundles. */
export const SHELL_MUTANTS: readonly Mutant[] = [
  {
    name: 'a copied number stays on the clipboard',
    file: 'electron/keepClipboard.ts',
    find: 'timer = setTimeout(() => void forget(), CLIPBOARD_SECONDS * 1000)',
    replace: '',
    tests: CLIPBOARD,
  },
  {
    name: 'what somebody else copied is cleared',
    file: 'electron/keepClipboard.ts',
    find: 'if (text !== undefined && (await clipboard.readText()) === text) clipboard.clear()',
    replace: 'if (text !== undefined) clipboard.clear()',
    tests: CLIPBOARD,
  },
  {
    name: 'any frame speaks to the main process',
    file: 'electron/listenToPage.ts',
    find: 'if (!isOurMainFrame(event)) return',
    replace: '',
    tests: CLIPBOARD,
  },
  {
    name: 'the secret of this PC is kept where Linux protects nothing',
    file: 'electron/deviceSecret.ts',
    find: "return process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())",
    replace: 'return true',
    tests: ['tests/electron/deviceSecret.test.ts'],
  },
  {
    name: 'a removed PC of the network comes back',
    file: 'src/features/lan/core/lanDesk.ts',
    find: 'pcs: settings.pcs.filter((pc) => pc.id !== id)',
    replace: 'pcs: settings.pcs',
    tests: LAN,
  },
  {
    name: 'a PC of the network keeps the others out',
    file: 'src/host/lanHost.ts',
    find: 'if (count > most) socket.destroy()',
    replace: '',
    tests: LAN,
  },
  {
    name: 'the certificate changes at each start',
    file: 'src/features/lan/core/lanDesk.ts',
    find: '(await readLanSettings(office.database.read)) ?? (await this.#begin(office))',
    replace: 'await this.#begin(office)',
    tests: LAN,
  },
  {
    name: 'the certificate may sign for other servers',
    file: 'src/features/lan/core/makeCertificate.ts',
    find: 'new BasicConstraints({ cA: false })',
    replace: 'new BasicConstraints({ cA: true })',
    tests: LAN,
  },
  {
    name: 'an older directory is taken in',
    file: 'src/features/bundles/core/directory/directoryOpener.ts',
    find: "if (order.kind === 'replayed') refuse('bundles.directoryOlder', { version, last: order.last })",
    replace: '',
    tests: DIRECTORY,
  },
  {
    name: 'two directories of one number are taken in',
    file: 'src/features/bundles/core/directory/directoryOpener.ts',
    find: "if (order.kind === 'fork') refuse('bundles.directoryFork', { version })",
    replace: '',
    tests: DIRECTORY,
  },
  {
    name: 'a directory signed by a withdrawn key is taken in',
    file: 'src/features/bundles/core/directory/directoryOpener.ts',
    find: "    refuse('bundles.directoryKeyReplaced', { version })",
    replace: '    void 0',
    tests: DIRECTORY,
  },
  {
    name: 'corners of a map pack are not looked at',
    file: 'src/features/map/core/packFeatures.ts',
    find: 'Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1])',
    replace: 'Array.isArray(value)',
    tests: READ_PACK,
  },
  {
    name: 'a map pack has no end of areas',
    file: 'src/features/map/core/packFeatures.ts',
    find: '|| found.length > MOST_FEATURES',
    replace: '',
    tests: READ_PACK,
  },
  {
    name: 'what a cut left keeps a file from being written',
    file: 'src/base/core/writeProven.ts',
    find: '    await rm(part, { force: true })\n',
    replace: '',
    tests: PROVEN,
  },
  {
    name: 'a written file is not compared with what was to be written',
    file: 'src/base/core/writeProven.ts',
    find: '    if (!(await holds(part, bytes))) {',
    replace: '    if (bytes.length < 0) {',
    tests: ['tests/base/writeProven.test.ts'],
  },
  {
    name: 'a file takes the name of a folder or a device',
    file: 'src/base/core/writeProven.ts',
    find: "if (!(await mayTakeName(path))) return failWith('files.notWritten')",
    replace: '',
    tests: ['tests/base/writeProven.test.ts'],
  },
]
