import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { refuse } from '../../base/common/failures.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { lastOf } from '../lastOf.ts'
import { type Cli, describedCommand, printAnswer, readCount, withOfficeOptions } from '../officeCommand.ts'
import { clientOf, dataDirOf, withApp } from '../openOfficeClient.ts'
import { passphraseOrUsage } from '../passphrase.ts'
import { readNewUnit } from '../readNewUnit.ts'

/** Making an office, making the practice branch, and serving the pages. */
export function addOfficeCommands(cli: Cli): void {
  addInit(cli)
  addDemo(cli)
  addServe(cli)
}

interface InitOptions extends OfficeOptions {
  unit: string
  unitName?: string
  parent: string
  user: string
  kind: string
}

function addInit(cli: Cli): void {
  const command = describedCommand(cli, cli.program, { name: 'init', help: 'init' })
    .requiredOption('--unit <code>', cli.words('cli:options.unit'))
    .option('--kind <kind>', cli.words('cli:options.kind'), 'branch')
    .option('--unit-name <type:name>', cli.words('cli:options.unitName'))
    .option('--parent <code>', cli.words('cli:options.parentUnit'), 'VN')
  withOfficeOptions(cli, command).action(async () => {
    // Safe: the options are those declared above.
    const options = command.opts() as InitOptions
    const kind = kindOrUsage(options.kind)
    if (options.user === undefined) throw new UsageError('missingMandatoryOptionValue', { detail: '--user' })
    const passphrase = passphraseOrUsage(cli.shell, options)
    const { signedIn, recoveryCode } = await withApp(cli.shell, options, (app) =>
      clientOf(app).accounts.createOffice({
        unitCode: options.unit,
        ...(options.unitName === undefined
          ? {}
          : { newUnit: { ...readNewUnit(options.unitName), parentCode: options.parent } }),
        kind,
        userName: options.user,
        passphrase,
        language: options.language ?? (kind === 'partner' ? 'lo' : 'vi'),
      }),
    )
    const data = dataDirOf(cli.shell, options)
    const facts = { name: signedIn.officeName[cli.language], code: signedIn.unitCode, data }
    const text = `${cli.words('cli:say.officeMade', facts)}\n${cli.words('cli:say.recoveryCode', { code: recoveryCode })}\n`
    printAnswer(cli.shell, { json: { ...signedIn, data, recoveryCode }, text }, options)
  })
}

const KINDS = ['branch', 'province', 'central', 'partner'] as const

function kindOrUsage(kind: string): (typeof KINDS)[number] {
  const known = KINDS.find((one) => one === kind)
  if (known !== undefined) return known
  throw new UsageError('unknownKind', { detail: kind })
}

interface DemoOptions extends OfficeOptions {
  addresses: number
  seed: number
}

const FEWEST_ADDRESSES = 300

function addDemo(cli: Cli): void {
  const command = describedCommand(cli, cli.program, { name: 'demo', help: 'demo' })
    .option('--addresses <count>', cli.words('cli:options.addresses'), readCount, FEWEST_ADDRESSES)
    .option('--seed <number>', cli.words('cli:options.seed'), readCount, 1)
  withOfficeOptions(cli, command).action(async () => {
    // Safe: the options are those declared above.
    const options = command.opts() as DemoOptions
    const data = dataDirOf(cli.shell, options)
    const { made, entry } = await withApp(cli.shell, options, async (app) => {
      const door = clientOf(app)
      const { unitCode, kind, userName, passphrase } = await door.practice.office()
      const office = { place: 'practice', unitCode, kind, userName, passphrase } as const
      const { token } = await door.accounts.createOffice({ ...office, language: options.language ?? 'vi' })
      const filling = await clientOf(app, token).practice.fill({ addresses: options.addresses, seed: options.seed })
      return { made: await lastOf(filling), entry: { user: userName, passphrase } }
    })
    const text = [cli.words('cli:say.demoMade', { data, ...made }), cli.words('cli:say.demoEntry', entry), ''].join(
      '\n',
    )
    printAnswer(cli.shell, { json: { data, ...made, ...entry }, text }, options)
  })
}

interface ServeOptions extends OfficeOptions {
  port?: number
}

function addServe(cli: Cli): void {
  const command = describedCommand(cli, cli.program, { name: 'serve', help: 'serve' }).option(
    '--port <number>',
    cli.words('cli:options.port'),
    readCount,
  )
  withOfficeOptions(cli, command).action(async () => {
    // Safe: the options are those declared above.
    const options = command.opts() as ServeOptions
    const words = ['--data', dataDirOf(cli.shell, options)]
    if (options.port !== undefined) words.push('--port', String(options.port))
    if (options.practice === true) words.push('--practice')
    // The host is a shell of its own: its built file is started, not imported.
    const host = spawn(process.execPath, [fileURLToPath(new URL('host.mjs', cli.shell.coreDir)), ...words], {
      stdio: 'inherit',
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => host.kill(signal))
    const [code] = await once(host, 'exit')
    if (code === HOST_ALREADY_RUNNING) refuse('common.alreadyRunning')
    if (code !== 0 && code !== null) refuse('common.unexpected', { reference: `host ${code}` })
  })
}

/** What the host answers when another program has this folder open. */
const HOST_ALREADY_RUNNING = 3
