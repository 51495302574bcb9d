import { pathToFileURL } from 'node:url'
import { runCli } from '../../../src/cli/runCli.ts'
import { KDF_FLOOR } from '../../../src/features/accounts/core/keys/kdf.ts'
import { BUILT_DIR } from '../../support/launchDesktop.ts'

export const USER = 'Lò Thị Hà'
export const PASSPHRASE = 'song lua cau tre xanh'

/** Runs one command of the program in this process; the office it makes opens at the lowest allowed cost. Gives its JSON. */
export async function command(...argv: string[]) {
  let out = ''
  let err = ''
  const code = await runCli([...argv, '--json'], {
    env: { NHIP_CAU_PASSPHRASE: PASSPHRASE },
    coreDir: pathToFileURL(`${BUILT_DIR}/core/`),
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    kdf: KDF_FLOOR,
  })
  if (code !== 0) throw new Error(`${argv.join(' ')}: exit ${code}: ${err}`)
  return JSON.parse(out)
}
