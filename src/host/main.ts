import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { defaultDataDir } from '../app/core/defaultDataDir.ts'
import { lockProgram } from '../app/core/programLock.ts'
import { startApp } from '../app/core/startApp.ts'
import { translatorOf } from '../app/core/translator.ts'
import { LanHost, namesOfThisPc, privateAddresses } from './lanHost.ts'
import { type RunningHost, startHost } from './startHost.ts'
import { startOnUsualPort } from './startOnUsualPort.ts'

// The book, its log and its locks are for the person who works here alone, not for other users of the PC.
process.umask(0o077)

/** The built files beside this one: `out/core/host.mjs` serves `out/ui`. */
const coreDir = new URL('./', import.meta.url)
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    practice: { type: 'boolean' },
    lan: { type: 'boolean' },
    address: { type: 'string', multiple: true },
  },
})

/** The command line's exit code for what is refused. */
const REFUSED = 3

const rootDir = values.data ?? defaultDataDir()
const lock = lockProgram(rootDir)
if (!lock.ok) {
  const [feature, name] = lock.failure.code.split('.')
  for (const sentence of inBothLanguages(`${feature}:failures.${name}`)) process.stderr.write(`${sentence}\n`)
  process.exit(REFUSED)
}

const pageDir = fileURLToPath(new URL('../ui/', coreDir))
const lan = values.lan === true ? makeLanHost() : undefined
const app = startApp({ rootDir, coreDir, selfBackup: true, ...(lan === undefined ? {} : { lan }) })
// A page that goes while its answer runs must not end the program, and the message of what went wrong is for nobody's screen.
process.on('unhandledRejection', (reason) => app.services.log.unexpected(reason))
const host: RunningHost =
  values.port === undefined
    ? await startOnUsualPort({ app, pageDir, rootDir })
    : await startHost({ app, pageDir, port: Number(values.port) })
const url = values.practice === true ? `${host.url}&practice=1` : host.url
process.stdout.write(`${url}\n`)
if (lan !== undefined)
  for (const sentence of inBothLanguages('lan:start.waiting')) process.stdout.write(`${sentence}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().then(() => process.exit(0)))
}

async function stop(): Promise<void> {
  await lan?.stop()
  await host.stop()
}

/** Opened once somebody has opened the book; only then are the certificate and its fingerprint known. */
function makeLanHost(): LanHost {
  return new LanHost({
    app: () => app,
    pageDir,
    port: () => host.port,
    ipAddresses: values.address ?? privateAddresses(),
    names: namesOfThisPc(),
    onListening: (urls) => {
      const [ready, readyEnglish] = inBothLanguages('lan:start.ready')
      const [mark] = inBothLanguages('lan:start.fingerprint')
      process.stdout.write(`${ready} / ${readyEnglish}\n  ${urls.join('\n  ')}\n${mark}\n  ${app.lan?.fingerprint}\n`)
    },
  })
}

/** Nobody has signed in, so nobody's language is known. */
function inBothLanguages(key: string): string[] {
  return (['vi', 'en'] as const).map((language) => translatorOf(language)(key))
}
