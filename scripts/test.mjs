/**
 * `npm test`: installs what is missing, then format and lint, types, dead code, build, unit and contract tests, end-to-end
 * tests; stops at the first failure. The last line is `N passed, N failed`, counting tests.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { buildWhenStale } from './preflight/buildWhenStale.mjs'
import { findNode24 } from './preflight/findNode24.mjs'
import { installPackages } from './preflight/installPackages.mjs'
import { installTestTools } from './preflight/installTestTools.mjs'
import { projectRoot } from './preflight/projectRoot.mjs'
import { runProgram } from './preflight/runProgram.mjs'

/** Two lines that take about as long as each other, one for each core. */
const TYPES = [['tests'], ['core', 'ui', 'common']]
const RESULTS = join(projectRoot, 'out', 'test-results')
const VITEST = join(RESULTS, 'vitest.json')
const PLAYWRIGHT = join(RESULTS, 'playwright.json')

await installPackages()
const node = findNode24()
// Every program started from here finds Node 24 first, whatever Node the PC has. Without a language Chromium gives a file with
// marks in its name the name "download". Tests that need the built program take it from `out`.
const env = {
  LANG: 'C.UTF-8',
  ...process.env,
  NHIP_CAU_OUT: join(projectRoot, 'out'),
  PATH: `${join(projectRoot, 'node_modules', '.bin')}${pathSeparator()}${process.env.PATH}`,
}
const modules = (...names) => join(projectRoot, 'node_modules', ...names)
const run = (script, ...words) => runProgram(node, [script, ...words], { env })

const steps = [
  { title: 'Tools', work: async () => ((await installTestTools()) ? 0 : 1) },
  {
    title: 'Format and lint',
    work: () =>
      run(
        modules('@biomejs', 'biome', 'bin', 'biome'),
        'ci',
        '--error-on-warnings',
        `--colors=${process.stdout.isTTY ? 'force' : 'off'}`,
        '.',
      ),
  },
  { title: 'Types', work: async () => Math.max(...(await Promise.all(TYPES.map(checkTypes)))) },
  { title: 'Dead code', work: () => run(modules('knip', 'bin', 'knip.js')) },
  {
    title: 'Build',
    work: async () => {
      await buildWhenStale(node)
      return 0
    },
  },
  {
    title: 'Unit, contract and migration tests (SQLite and PostgreSQL)',
    work: async () => {
      const code = await run(
        modules('vitest', 'vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${VITEST}`,
      )
      // The test server's own way of ending may turn the exit code into 0: what the report says counts.
      return code === 0 && readJson(VITEST)?.success !== true ? 1 : code
    },
  },
  {
    title: 'End-to-end tests',
    work: () => run(modules('@playwright', 'test', 'cli.js'), 'test', '--config', 'playwright.config.ts'),
  },
]

rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })
process.exitCode = (await runSteps()) ? 0 : 1

/** One checker: several would each work out the types of the whole contract anew, twice the work on two cores. */
async function checkTypes(projects) {
  let code = 0
  for (const name of projects) {
    code ||= await run(modules('typescript', 'bin', 'tsc'), '--checkers', '1', '-p', `tsconfig.${name}.json`)
  }
  return code
}

async function runSteps() {
  const begun = performance.now()
  let stoppedAt
  for (const { title, work } of steps) {
    console.log(`\n=== ${title} ===`)
    const start = performance.now()
    const code = await work()
    console.log(`--- ${title}: ${code === 0 ? 'done' : 'FAILED'} in ${seconds(start)}`)
    if (code !== 0) {
      stoppedAt = title
      break
    }
  }
  const { passed, failed, skipped, flaky } = countTests()
  if (stoppedAt !== undefined) console.log(`\nStopped at: ${stoppedAt}`)
  if (skipped > 0) console.log(`\n${skipped} skipped`)
  if (flaky > 0) console.log(`\n${flaky} passed only at the second try: look into them`)
  console.log(`\nIn all ${seconds(begun)}\n`)
  // A step that is no test still counts as one failure, so that the last line never says all is well when it is not.
  const failures = stoppedAt === undefined ? failed : Math.max(1, failed)
  console.log(`${passed} passed, ${failures} failed`)
  return failures === 0
}

function countTests() {
  const unit = readJson(VITEST)
  const browser = readJson(PLAYWRIGHT)?.stats
  return {
    passed: (unit?.numPassedTests ?? 0) + (browser?.expected ?? 0) + (browser?.flaky ?? 0),
    failed: (unit?.numFailedTests ?? 0) + (browser?.unexpected ?? 0),
    skipped: (unit?.numPendingTests ?? 0) + (browser?.skipped ?? 0),
    flaky: browser?.flaky ?? 0,
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}

function pathSeparator() {
  return process.platform === 'win32' ? ';' : ':'
}
