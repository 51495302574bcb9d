import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { build } from 'vite'

/** `npm run bench -- [--sizes 1000,10000,100000] [--only list,search,open,import,bundle]`: builds the bench as the program is built, and runs it. */
const outDir = resolve('node_modules/.cache/nhip-cau-bench')
await build({
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    target: 'node24',
    outDir,
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: { bench: 'tests/bench/main.ts', jobWorker: 'src/app/core/jobWorker.ts' },
      output: { entryFileNames: '[name].mjs' },
    },
  },
})
const run = spawnSync(process.execPath, ['--expose-gc', resolve(outDir, 'bench.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(run.status ?? 1)
