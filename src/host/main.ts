import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { defaultDataDir } from '../app/core/defaultDataDir.ts'
import { startApp } from '../app/core/startApp.ts'
import { startHost } from './startHost.ts'

/** The built files beside this one: `out/core/host.mjs` serves `out/ui`. */
const coreDir = new URL('./', import.meta.url)
const { values } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string', default: '0' }, practice: { type: 'boolean' } },
})

const app = startApp({ rootDir: values.data ?? defaultDataDir(), coreDir })
const host = await startHost({ app, pageDir: fileURLToPath(new URL('../ui/', coreDir)), port: Number(values.port) })
const url = values.practice === true ? `${host.url}&practice=1` : host.url
process.stdout.write(`${url}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void host.stop().then(() => process.exit(0)))
}
