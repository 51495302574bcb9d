import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildProof } from '../tests/support/buildForNode.ts'

/** `npm run proof -- [--minutes 10] [--only kill,flips,…] [--seed 1] [--workers 2]`: builds the rigs as the program is built, and runs them. */
const { values, tokens } = parseArgs({
  options: { workers: { type: 'string', default: '1' } },
  strict: false,
  tokens: true,
})
const args = process.argv.slice(2)
const workersAt = tokens.find(({ kind, name }) => kind === 'option' && name === 'workers')
if (workersAt !== undefined) args.splice(workersAt.index, workersAt.inlineValue ? 1 : 2)

// Its own: several may run at once, each from the source as it was when it began.
const outDir = resolve(`node_modules/.cache/nhip-cau-proof-run-${process.pid}`)
await buildProof(outDir, { main: 'tests/proof/main.ts' })
// Thousands of short-lived objects for each try: a larger nursery is cleared less often.
const NODE_FLAGS = ['--max-semi-space-size=64']
const workers = Number(values.workers)
const runs = Array.from({ length: workers }, async (_, index) => {
  const words = [resolve(outDir, 'main.mjs'), ...args, '--share', `${index}/${workers}`]
  const [status] = await once(spawn(process.execPath, [...NODE_FLAGS, ...words], { stdio: 'inherit' }), 'exit')
  return status ?? 1
})
const statuses = await Promise.all(runs)
rmSync(outDir, { recursive: true, force: true })
process.exit(Math.max(...statuses))
