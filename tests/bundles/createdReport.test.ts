import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { addFamilies, delivery, exchangeKeys, makeReport, record } from '../features/bundles/offices.ts'
import { openTestApp } from '../support/openTestApp.ts'

/** `apt install tar openssh-client coreutils age gzip`. */
test.runIf(process.platform === 'linux')('stock tools verify and read a report as the office made it', async () => {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  const recoveryIdentity = await exchangeKeys(branch, province)
  const [address = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé', consent: true }])
  await record(branch, 'delivery', delivery({ address_id: address, amount: 1_250_000 }))
  const run = inFolder()
  run.write('report.rcb', await makeReport(branch, province))
  run.write('recovery.key', `${recoveryIdentity}\n`)
  const { signing } = JSON.parse((await branch.client.bundles.keys.requestFile()).text)
  run.write('allowed_signers', `15013 namespaces="rc-bundle" ssh-ed25519 ${sshKey(signing)}\n`)

  run.tool('tar', ['-xf', 'report.rcb'])
  const header = run.read('header.json')
  const verify = ['-Y', 'verify', '-f', 'allowed_signers', '-I', '15013', '-n', 'rc-bundle', '-s', 'header.json.sig']
  expect(run.tool('ssh-keygen', verify, header).toString()).toMatch(/^Good "rc-bundle" signature/)
  const { payloadSha256, to } = JSON.parse(header.toString())
  expect(run.tool('sha256sum', ['payload.age']).toString()).toContain(payloadSha256)
  expect(to).toHaveLength(2)
  const plain = run.tool('gunzip', ['-c'], run.tool('age', ['-d', '-i', 'recovery.key', 'payload.age'])).toString()
  const [manifest, ...lines] = plain
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(manifest).toMatchObject({ unitCode: '15013', seq: 1, contents: 'snapshot', prevHash: null })
  expect(lines.find((line) => line.kind === 'delivery')).toMatchObject({ addressId: address, amount: 1_250_000 })
})

/** The base64 of an SSH public key from the raw key of a key file. */
function sshKey(raw: string): string {
  const string = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes])
  return Buffer.concat([string(Buffer.from('ssh-ed25519')), string(Buffer.from(raw, 'base64'))]).toString('base64')
}

function inFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'report-tools-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return {
    write: (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content, { mode: 0o600 }),
    read: (name: string) => readFileSync(join(folder, name)),
    tool: (name: string, args: readonly string[], input?: Uint8Array) =>
      execFileSync(name, args, { cwd: folder, maxBuffer: 2 ** 27, ...(input && { input }) }),
  }
}
