import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mutant } from '../mutants/mutant.ts'
import { MUTANTS } from '../mutants.ts'
import type { Outcome, Rig, RigContext } from '../rig.ts'

const COPIED = [
  'src',
  'tests',
  'locales',
  'resources',
  'electron',
  'scripts',
  'docs',
  'package.json',
  'vitest.config.ts',
  'tsconfig.base.json',
  'tsconfig.core.json',
  'tsconfig.tests.json',
]

export const mutantRig: Rig = {
  name: 'mutants',
  what: 'one security check deleted at a time in a copy of the source: a test notices each',
  aim: MUTANTS.length,
  names: MUTANTS.map(({ name }) => name),
  run: async (context) => {
    const copy = copyProject(context)
    const sound = new Set<string>()
    const [tried, survived]: [string[], string[]] = [[], []]
    const { index, of } = context.share
    for (const mutant of unknownFirst(context).filter((_, at) => at % of === index)) {
      if (!context.goOn(tried.length)) break
      refuseIfFailing(copy, mutant, sound)
      if (!isCaught(copy, mutant)) survived.push(mutant.name)
      tried.push(mutant.name)
    }
    return {
      done: tried.length,
      bad: survived.length,
      ...{ tried, failed: survived },
      ...(survived.length === 0 ? {} : { note: `not noticed: ${survived.join('; ')}` }),
    }
  },
  controlWhat: 'a comment deleted instead of a check: no test may notice',
  control: async (context) => {
    const copy = copyProject(context)
    const comment = {
      name: 'a comment',
      find: '/** The one place',
      replace: '/** One place',
      file: 'src/db/requireRight.ts',
    }
    const file = join(copy, comment.file)
    const source = readFileSync(file, 'utf8')
    const find = source.includes(comment.find) ? comment.find : '/**'
    writeFileSync(file, source.replace(find, '/** -'))
    const tests = ['tests/db/recordOwner.test.ts', 'tests/db/encryptedFile.test.ts']
    return { done: 1, bad: testsFail(copy, tests) ? 0 : 1 } satisfies Outcome
  },
}

/** A long run may be cut into several sittings: what none of them tried comes first. */
function unknownFirst({ known }: RigContext): Mutant[] {
  return MUTANTS.toSorted((one, other) => Number(known.has(one.name)) - Number(known.has(other.name)))
}

/** A test that fails anyway notices nothing. */
function refuseIfFailing(copy: string, { name, tests }: Mutant, sound: Set<string>): void {
  const which = tests.join(' ')
  if (sound.has(which)) return
  if (testsFail(copy, tests)) throw new Error(`${name}: its tests fail with the check in place: ${which}`)
  sound.add(which)
}

/** The project as it stands, without what was built; tests read its installed packages through a link. */
function copyProject({ projectDir, scratch }: RigContext): string {
  const copy = join(scratch, 'project')
  for (const name of COPIED) cpSync(join(projectDir, name), join(copy, name), { recursive: true })
  symlinkSync(join(projectDir, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

function isCaught(copy: string, mutant: Mutant): boolean {
  const file = join(copy, mutant.file)
  const source = readFileSync(file, 'utf8')
  if (source.split(mutant.find).length !== 2) throw new Error(`${mutant.name}: its text is not once in ${mutant.file}`)
  writeFileSync(
    file,
    source.replace(mutant.find, () => mutant.replace),
  )
  try {
    return testsFail(copy, mutant.tests)
  } finally {
    writeFileSync(file, source)
  }
}

function testsFail(copy: string, tests: readonly string[]): boolean {
  const missing = tests.filter((test) => !existsSync(join(copy, test)))
  if (missing.length > 0) throw new Error(`no such test: ${missing.join(', ')}`)
  const report = join(copy, 'report.json')
  rmSync(report, { force: true })
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  // One database is enough to notice, and half the time.
  const words = ['run', '--bail=1', '-t', '^(?!.*postgres)', '--reporter=json', `--outputFile=${report}`, ...tests]
  const env = { ...process.env, NHIP_CAU_TESTS_WITHOUT: 'postgres' }
  spawnSync(process.execPath, [vitest, ...words], { cwd: copy, stdio: 'ignore', env })
  // Not even an office for the tests could be made: noticed before the first of them.
  if (!existsSync(report)) return true
  const { success } = JSON.parse(readFileSync(report, 'utf8')) as { success: boolean }
  return !success
}
