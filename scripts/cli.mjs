/** `npm run -s cli -- …`: builds quietly when stale, then runs the command. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildWhenStale } from './preflight/buildWhenStale.mjs'
import { findNode24 } from './preflight/findNode24.mjs'
import { installPackages } from './preflight/installPackages.mjs'
import { projectRoot } from './preflight/projectRoot.mjs'

await installPackages()
const node = findNode24()
await buildWhenStale(node, { quiet: true })
const file = join(projectRoot, 'out', 'core', 'cli.mjs')
// npm moves to the project's folder; paths were typed where the person stands.
const cwd = process.env.INIT_CWD ?? process.cwd()
const cli = spawn(node, [file, ...process.argv.slice(2)], { stdio: 'inherit', cwd })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => cli.kill(signal))
cli.once('error', () => {
  process.exitCode = 1
})
cli.once('exit', (code) => {
  process.exitCode = code ?? 1
})
