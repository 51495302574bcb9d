import { readdirSync, readFileSync } from 'node:fs'
import { build } from 'vite'
import { builtIn } from '../../vite.packages.ts'

export const JOB_WORKER = 'src/app/core/jobWorker.ts'

/** Builds programs of ours as the release builds them, `[name].mjs` each; inside the project, so that they find their packages. */
export async function buildForNode(input: Record<string, string>, outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: builtIn(testPackages()),
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: { input, output: { entryFileNames: '[name].mjs' } },
    },
  })
}

function testPackages(): string[] {
  return Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).devDependencies)
}

/** The same for the programs of the proof, each started again and again, and the worker their offices read files with. */
export async function buildProof(outDir: string, more: Record<string, string> = {}): Promise<void> {
  const children = readdirSync('tests/proof/children').filter((name) => name.endsWith('.ts'))
  const programs = children.map((name) => [name.slice(0, -3), `tests/proof/children/${name}`])
  await buildForNode({ ...Object.fromEntries(programs), ...more, jobWorker: JOB_WORKER }, outDir)
}
