/**
 * `node scripts/completeLockfile.mjs`, after every change of package-lock.json made through a registry mirror that lacks
 * packages of other platforms: npm then leaves them out of the lockfile, and `npm ci` refuses such a lockfile everywhere.
 * Each is written as its parent names it, an exact version; what a package is for follows from its name. There is no
 * integrity hash for them, because the mirror cannot be asked.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './preflight/projectRoot.mjs'

const file = join(projectRoot, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const added = Object.entries(lock.packages).flatMap(([parent, facts]) =>
  Object.entries(facts.optionalDependencies ?? {})
    .filter(([name]) => !isThere(parent, name))
    .map(([name, version]) => add(parent, name, version)),
)
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([first], [second]) => (first < second ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added.length} added${added.map((name) => `\n${name}`).join('')}`)

/** Where Node would look for it: beside its parent, or in any folder above. */
function isThere(parent, name) {
  const folders = parent
    .split('/node_modules/')
    .map((_, depth, parts) => parts.slice(0, depth + 1).join('/node_modules/'))
  return ['', ...folders].some((folder) => `${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lock.packages)
}

function add(parent, name, version) {
  const { dev, license, engines } = lock.packages[parent]
  lock.packages[`node_modules/${name}`] = {
    version,
    ...platformOf(name),
    ...(dev === true ? { dev } : {}),
    ...(license === undefined ? {} : { license }),
    optional: true,
    ...(engines === undefined ? {} : { engines }),
  }
  return `${name}@${version}`
}

function platformOf(name) {
  const words = name.split('/').pop().split('-')
  const os = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'].find((one) => words.includes(one))
  const cpu = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'wasm32'].find((one) => words.includes(one))
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(os === undefined ? {} : { os: [os] }),
    ...(libc === undefined ? {} : { libc: [libc] }),
  }
}
