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
/** Nobody has signed in, so nobody's language is known. */
const TOLD_IN = ['vi', 'en'] as const

/** The command line's exit codes. */
const USAGE = 2
const REFUSED = 3

const HELP = 'npm start -- [--data DIR] [--port N] [--practice] [--lan [--address IP]...]\n'

const values = readOptions()
if (values.help === true) {
  process.stdout.write(HELP)
  process.exit(0)
}

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

function readOptions() {
  try {
    return parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        practice: { type: 'boolean' },
        lan: { type: 'boolean' },
        address: { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    // What Node says names the option; the rest is for whoever started the program.
    const detail = /'([^']+)'/.exec(String(error))?.[1] ?? ''
    for (const sentence of inBothLanguages('cli:usage.unknownOption', { detail })) process.stderr.write(`${sentence}\n`)
    process.stderr.write(HELP)
    process.exit(USAGE)
  }
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

function inBothLanguages(key: string, params?: Record<string, string>): string[] {
  return TOLD_IN.map((language) => translatorOf(language)(key, params))
}
