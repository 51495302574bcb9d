import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'vite'

/** `npm run proof -- [--minutes 10] [--only kill,flips,…] [--seed 1]`: builds the rigs as the program is built, and runs them. */
const children = readdirSync('tests/proof/children').filter((name) => name.endsWith('.ts'))
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
        ...Object.fromEntries(children.map((name) => [name.slice(0, -3), `tests/proof/children/${name}`])),
        jobWorker: 'src/app/core/jobWorker.ts',
      },
      output: { entryFileNames: '[name].mjs' },
    },
  },
})
const run = spawnSync(process.execPath, [resolve(outDir, 'main.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(run.status ?? 1)
