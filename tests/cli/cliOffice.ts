import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inject, onTestFinished } from 'vitest'
import { runCli } from '../../src/cli/runCli.ts'
import { KDF_FLOOR } from '../../src/features/accounts/core/keys/kdf.ts'
import { TEST_PASSPHRASE } from '../support/officeTemplate.ts'
import { TEST_NOW } from '../support/openTestApp.ts'

export interface CliResult {
  code: number
  out: string
  err: string
}

/** A folder that is removed when the test ends. */
export function testFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-cli-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Runs one command as a terminal would, with the passphrase in the environment. */
export async function cli(...argv: string[]): Promise<CliResult> {
  return cliWith({ NHIP_CAU_PASSPHRASE: TEST_PASSPHRASE }, ...argv)
}

export async function cliWith(env: Record<string, string | undefined>, ...argv: string[]): Promise<CliResult> {
  let out = ''
  let err = ''
  const code = await runCli(argv, {
    env,
    coreDir: pathToFileURL(`${inject('coreDir')}/`),
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    now: () => Date.parse(TEST_NOW),
    kdf: KDF_FLOOR,
  })
  return { code, out, err }
}

/** The JSON a command that must succeed printed. */
export async function cliJson(...argv: string[]) {
  const result = await cli(...argv, '--json')
  if (result.code !== 0) throw new Error(`exit ${result.code}: ${result.err}`)
  return JSON.parse(result.out)
}

/** The folder of a fresh office. */
export function freshOffice(kind: 'branch' | 'province' | 'central' = 'branch'): string {
  const data = testFolder()
  cpSync(join(inject('officeTemplate'), kind), data, { recursive: true })
  return data
}
