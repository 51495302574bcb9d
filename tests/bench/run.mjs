import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { build } from 'vite'
import { buildForNode, JOB_WORKER } from '../support/buildForNode.ts'

/** `npm run bench -- [--sizes 1000,10000,100000] [--only reads,pages,start,import,bundle,province] [--dialect postgres]`: builds the bench as the program is built, and runs it. */
const outDir = resolve('node_modules/.cache/nhip-cau-bench')
await buildForNode({ bench: 'tests/bench/main.ts', jobWorker: JOB_WORKER }, outDir)
// The start is measured on the program as it is built.
if (process.argv.some((each) => /^(--only=)?([a-z]+,)*start(,|$)/.test(each))) {
  for (const part of ['core', 'ui']) {
    const own = { outDir: resolve(outDir, part), emptyOutDir: true }
    await build({ configFile: `vite.${part}.config.ts`, logLevel: 'error', build: own })
  }
}
const run = spawnSync(process.execPath, ['--expose-gc', resolve(outDir, 'bench.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(run.status ?? 1)
