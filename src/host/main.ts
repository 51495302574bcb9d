import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { defaultDataDir } from '../app/core/defaultDataDir.ts'
import { lockProgram } from '../app/core/programLock.ts'
import { startApp } from '../app/core/startApp.ts'
import { translatorOf } from '../app/core/translator.ts'
import { startHost } from './startHost.ts'
import { startOnUsualPort } from './startOnUsualPort.ts'

// The book, its log and its locks are for the person who works here alone, not for other users of the PC.
process.umask(0o077)

/** The built files beside this one: `out/core/host.mjs` serves `out/ui`. */
const coreDir = new URL('./', import.meta.url)
const { values } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string' }, practice: { type: 'boolean' } },
})

/** The command line's exit code for what is refused. */
const REFUSED = 3

const rootDir = values.data ?? defaultDataDir()
const lock = lockProgram(rootDir)
if (!lock.ok) {
  // Nobody has signed in, so nobody's language is known.
  const [feature, name] = lock.failure.code.split('.')
  for (const language of ['vi', 'en'] as const) {
    process.stderr.write(`${translatorOf(language)(`${feature}:failures.${name}`)}\n`)
  }
  process.exit(REFUSED)
}

const app = startApp({ rootDir, coreDir, selfBackup: true })
const pageDir = fileURLToPath(new URL('../ui/', coreDir))
const host =
  values.port === undefined
    ? await startOnUsualPort({ app, pageDir, rootDir })
    : await startHost({ app, pageDir, port: Number(values.port) })
const url = values.practice === true ? `${host.url}&practice=1` : host.url
process.stdout.write(`${url}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void host.stop().then(() => process.exit(0)))
}
