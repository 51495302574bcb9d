import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { build } from 'vite'

/** `npm run proof -- [--minutes 10] [--only kill,flips,…] [--seed 1]`: builds the rigs as the program is built, and runs them. */
const outDir = resolve('node_modules/.cache/nhip-cau-proof')
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
      input: {
        main: 'tests/proof/main.ts',
        killChild: 'tests/proof/children/killChild.ts',
        lockChild: 'tests/proof/children/lockChild.ts',
        migrateChild: 'tests/proof/children/migrateChild.ts',
        powerChild: 'tests/proof/children/powerChild.ts',
        jobWorker: 'src/app/core/jobWorker.ts',
      },
      output: { entryFileNames: '[name].mjs' },
    },
  },
})
const run = spawnSync(process.execPath, [resolve(outDir, 'main.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(run.status ?? 1)
