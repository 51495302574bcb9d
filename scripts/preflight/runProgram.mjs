import { spawn } from 'node:child_process'
import { projectRoot } from './projectRoot.mjs'

/**
 * Runs a program in the project's folder to its end and returns its exit code. `quiet` keeps its words back and shows them
 * only when it fails; `toStderr` keeps stdout free.
 */
export async function runProgram(
  file,
  words,
  { quiet = false, toStderr = false, env = process.env, shell = false } = {},
) {
  const kept = []
  const output = quiet ? 'pipe' : toStderr ? process.stderr : 'inherit'
  const child = spawn(file, words, {
    cwd: projectRoot,
    env,
    shell,
    stdio: [quiet ? 'ignore' : 'inherit', output, quiet ? 'pipe' : 'inherit'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => kept.push(chunk))
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (exitCode) => resolve(exitCode ?? 1))
  })
  if (code !== 0) for (const chunk of kept) process.stderr.write(chunk)
  return code
}
