import type { Mutant } from './mutant.ts'

const VERIFY = 'src/features/bundles/core/envelope/verifyBundle.ts'
const SEALED = [
  'tests/bundles/sealAndOpen.test.ts',
  'tests/bundles/forgedBundle.test.ts',
  'tests/bundles/damagedBundle.test.ts',
]
const BUNDLES = ['tests/features/bundles/bundles.test.ts', 'tests/features/bundles/twoWay.test.ts']
const KEYS = ['tests/features/bundles/keys.test.ts']
const HOSTILE_FILES = ['tests/features/imports/reading/hostileFiles.test.ts']

/** Bundles between offices, and files of strangers. */
export const BUNDLE_MUTANTS: readonly Mutant[] = [
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
    name: 'an archive may hold two parts of one name',
    file: 'src/features/imports/core/reading/zipEntries.ts',
    find: ' || repeatsName(entries)',
    replace: '',
    tests: HOSTILE_FILES,
  },
  {
    name: 'what was given away is claimed for ever',
    file: 'src/features/bundles/core/receipts/openReceipt.ts',
    find: 'await giveUpMoved(db, { lines: moved, ownUnit: context.office.unitId, now })',
    replace: '',
    tests: ['tests/features/bundles/transfer.test.ts'],
  },
  {
    name: 'refused files stay in memory',
    file: 'src/features/bundles/core/bundleHandlers.ts',
    find: 'const handed = context.services.tickets.take(ticket)',
    replace: 'const handed = context.services.tickets.peek(ticket)',
    tests: ['tests/features/bundles/openFile.test.ts'],
  },
  {
    name: 'a new series may begin with changes',
    file: 'src/features/bundles/common/rules.ts',
    find: "return { kind: 'newSeries', missing: numbersBetween(0, bundle.seq), mayAccept: bundle.contents === 'snapshot' }",
    replace: "return { kind: 'newSeries', missing: numbersBetween(0, bundle.seq), mayAccept: true }",
    tests: ['tests/regressions/bundleHostileBranch.test.ts'],
  },
]
