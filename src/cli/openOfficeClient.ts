import { existsSync } from 'node:fs'
import { createRouterClient, type RouterClient } from '@orpc/server'
import type { App } from '../app/core/createApp.ts'
import { defaultDataDir } from '../app/core/defaultDataDir.ts'
import type { router } from '../app/core/router.ts'
import { startApp } from '../app/core/startApp.ts'
import { refuse } from '../base/common/failures.ts'
import { type CliShell, type OfficeOptions, UsageError } from './cliShell.ts'
import { findPassphrase } from './passphrase.ts'

export type Client = RouterClient<typeof router>
export type SignedIn = Awaited<ReturnType<Client['accounts']['me']>>

/** An office opened for one command, through the same contract as the screens. */
export interface OpenedOffice {
  client: Client
  signedIn: SignedIn
}

export function dataDirOf(shell: CliShell, options: OfficeOptions): string {
  return options.data ?? defaultDataDir(shell.env)
}

/** Starts the core for one piece of work and closes it again, whatever happens. */
export async function withApp<Value>(
  shell: CliShell,
  options: OfficeOptions,
  work: (app: App) => Promise<Value>,
): Promise<Value> {
  const app = startApp({
    rootDir: dataDirOf(shell, options),
    coreDir: shell.coreDir,
    ...(shell.now === undefined ? {} : { now: shell.now }),
    ...(shell.kdf === undefined ? {} : { kdf: shell.kdf }),
  })
  try {
    return await work(app)
  } finally {
    await app.close()
  }
}

export function clientOf(app: App, token?: string): Client {
  const reqHeaders = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` })
  return createRouterClient(app.router, { context: { ...app.context(), reqHeaders } })
}

/** Unlocks the office of `--data` and does the work signed in. */
export async function withOffice<Value>(
  shell: CliShell,
  options: OfficeOptions,
  work: (office: OpenedOffice) => Promise<Value>,
): Promise<Value> {
  const data = dataDirOf(shell, options)
  if (!existsSync(data)) refuse('cli.noOffice', { data })
  return withApp(shell, options, async (app) => {
    const door = clientOf(app)
    const status = await door.accounts.status()
    const place = options.practice === true || status.office === null ? 'practice' : 'office'
    const users = status[place]?.users
    if (users === undefined) refuse('cli.noOffice', { data })
    const userName = options.user ?? onlyUser(users)
    const passphrase = findPassphrase(shell, options) ?? (place === 'practice' ? await practicePassphrase(door) : '')
    if (passphrase === '') throw new UsageError('passphraseMissing')
    const { token, signedIn } = await door.accounts.unlock({ place, userName, passphrase })
    return work({ client: clientOf(app, token), signedIn })
  })
}

function onlyUser(users: string[]): string {
  const [user, ...others] = users
  if (user === undefined || others.length > 0) throw new UsageError('whichUser', { users: users.join(', ') })
  return user
}

async function practicePassphrase(door: Client): Promise<string> {
  return (await door.practice.office()).passphrase
}
