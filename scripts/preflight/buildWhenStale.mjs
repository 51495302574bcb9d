import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectRoot } from './projectRoot.mjs'
import { runProgram } from './runProgram.mjs'
import { giveUp, say } from './say.mjs'

const SOURCES = ['src', 'electron', 'locales', 'resources', 'package-lock.json']
const STAMP = join(projectRoot, 'out', 'built.json')
const LOCK = join(projectRoot, 'out', 'building')
const LONGEST_BUILD_MS = 5 * 60 * 1000

/** Builds every part of the program when a source has changed since the last build. */
export async function buildWhenStale(node, { quiet = false, always = false } = {}) {
  const sources = hashSources()
  if (!always && builtFrom() === sources) return
  await takeTurn()
  try {
    // Another start may have built while this one waited.
    if (!always && builtFrom() === sources) return
    if (!quiet) say('Đang dựng chương trình…', 'Building the program…')
    for (const config of viteConfigs()) await build(node, config, quiet)
    writeFileSync(STAMP, JSON.stringify({ sources }))
  } finally {
    rmSync(LOCK, { recursive: true, force: true })
  }
}

async function build(node, config, quiet) {
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  const words = [vite, 'build', '-c', config, '--logLevel', 'error']
  if ((await runProgram(node, words, { quiet, toStderr: true })) !== 0) {
    rmSync(LOCK, { recursive: true, force: true })
    giveUp(`Không dựng được chương trình (${config}).`, `The program could not be built (${config}).`)
  }
}

/** One build at a time: two would empty each other's folders. A lock left by a crash is not waited for. */
async function takeTurn() {
  mkdirSync(join(projectRoot, 'out'), { recursive: true })
  for (;;) {
    try {
      mkdirSync(LOCK)
      return
    } catch {
      if (lockAge() > LONGEST_BUILD_MS) rmSync(LOCK, { recursive: true, force: true })
      await sleep(200)
    }
  }
}

function lockAge() {
  try {
    return Date.now() - statSync(LOCK).mtimeMs
  } catch {
    return 0
  }
}

function viteConfigs() {
  return readdirSync(projectRoot)
    .filter((name) => /^vite\..+\.config\.ts$/.test(name))
    .sort()
}

function builtFrom() {
  if (!existsSync(STAMP)) return undefined
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8')).sources
  } catch {
    return undefined
  }
}

/** By content, not by time: a fresh clone and a switched branch change times without changing anything. */
function hashSources() {
  const hash = createHash('sha256')
  // Also what the configurations share.
  const build = readdirSync(projectRoot).filter((name) => /^vite\..+\.ts$/.test(name))
  for (const name of [...SOURCES, ...build.sort()]) hashPath(hash, name)
  return hash.digest('hex')
}

function hashPath(hash, name) {
  const path = join(projectRoot, name)
  if (!existsSync(path)) return
  if (statSync(path).isDirectory()) {
    for (const entry of readdirSync(path).sort()) hashPath(hash, `${name}/${entry}`)
    return
  }
  hash.update(`${name}\0`)
  hash.update(readFileSync(path))
}
