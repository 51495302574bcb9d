import { readFileSync } from 'node:fs'
import { type CliShell, type OfficeOptions, UsageError } from './cliShell.ts'

/**
 * The passphrase from `--passphrase-file` (its first line) or `NHIP_CAU_PASSPHRASE`; never from an argument, which every
 * user of the PC can read in the list of processes.
 */
export function findPassphrase(shell: CliShell, { passphraseFile }: OfficeOptions): string | undefined {
  if (passphraseFile === undefined) return shell.env.NHIP_CAU_PASSPHRASE
  return readTextFile(passphraseFile).split(/\r?\n/)[0] ?? ''
}

export function passphraseOrUsage(shell: CliShell, options: OfficeOptions): string {
  const passphrase = findPassphrase(shell, options)
  if (passphrase === undefined || passphrase === '') throw new UsageError('passphraseMissing')
  return passphrase
}

function readTextFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UsageError('fileUnreadable', { file })
  }
}
