import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BundleRecord } from '../../src/features/bundles/common/bundleManifest.ts'
import { type SealedBundle, sealBundle } from '../../src/features/bundles/core/envelope/sealBundle.ts'
import {
  fingerprintOf,
  parseSshSignature,
  sshPublicKeyLine,
  verifySshSignature,
} from '../../src/features/bundles/core/envelope/sshSignature.ts'
import { allowedSignersLine } from '../../src/features/bundles/core/envelope/unitKeys.ts'
import {
  branch,
  firstReport,
  forgeBundle,
  listRecords,
  openAsProvince,
  province,
  recovery,
  smallReport,
} from './vectors/fixedOffices.ts'
import { storedPayload } from './vectors/storedPayload.ts'

/**
 * What an outsider does with the tools of any Linux distribution. On Linux a missing tool fails these tests:
 * `apt install tar openssh-client coreutils age gzip`.
 */
describe.runIf(process.platform === 'linux')('With stock tools', () => {
  let folder: string
  let bundle: SealedBundle
  let records: BundleRecord[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-tools-'))
    records = Array.from({ length: 2000 }, (_, id) => ({ kind: 'delivery', id, note: `Phiếu số ${id ** 3 % 9973}` }))
    const sealed = await sealBundle(smallReport({ manifest: firstReport({ delivery: 2000 }), records }))
    if (!sealed.ok) throw new Error(sealed.failure.code)
    bundle = sealed.value
    writeFileSync(join(folder, 'a renamed copy (2)'), bundle.bytes)
    writeFileSync(join(folder, 'allowed_signers'), `${allowedSignersLine('15013', branch.publicKeys)}\n`)
    writeFileSync(join(folder, 'province.key'), `${province.privateKeys.box}\n`, { mode: 0o600 })
    writeFileSync(join(folder, 'recovery.key'), `${recovery.privateKeys.box}\n`, { mode: 0o600 })
    run('tar', ['-xf', 'a renamed copy (2)'])
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  /** Runs a tool in the folder; throws when it is missing or says no. */
  function run(tool: string, args: readonly string[], input?: Uint8Array): Buffer {
    const options = { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] as const, maxBuffer: 2 ** 27 }
    return execFileSync(tool, args, { ...options, stdio: [...options.stdio], ...(input && { input }) })
  }

  function verifyArguments(namespace: string): string[] {
    return ['-Y', 'verify', '-f', 'allowed_signers', '-I', '15013', '-n', namespace, '-s', 'header.json.sig']
  }

  test('row 90: tar lists three files and nothing else', () => {
    expect(run('tar', ['-tf', 'a renamed copy (2)']).toString()).toBe('header.json\nheader.json.sig\npayload.age\n')
  })

  test('row 90: ssh-keygen confirms who signed the header, and only that header for that purpose', () => {
    const header = readFileSync(join(folder, 'header.json'))
    expect(run('ssh-keygen', verifyArguments('rc-bundle'), header).toString()).toMatch(/^Good "rc-bundle" signature/)
    expect(() => run('ssh-keygen', verifyArguments('file'), header)).toThrow(/Command failed/)
    const altered = Buffer.concat([header, Buffer.from(' ')])
    expect(() => run('ssh-keygen', verifyArguments('rc-bundle'), altered)).toThrow(/Command failed/)
  })

  test('ssh-keygen prints the fingerprint named in the header', () => {
    writeFileSync(join(folder, 'branch.pub'), sshPublicKeyLine(Buffer.from(branch.publicKeys.signing, 'base64')))
    expect(run('ssh-keygen', ['-l', '-f', 'branch.pub']).toString()).toContain(bundle.header.from)
  })

  test('row 90: sha256sum finds the payload and the bundle hash as stated', () => {
    const header = JSON.parse(readFileSync(join(folder, 'header.json'), 'utf8'))
    const sums = run('sha256sum', ['payload.age', 'header.json']).toString().split(/\s+/)
    expect(sums[0]).toBe(header.payloadSha256)
    expect(sums[2]).toBe(bundle.bundleHash)
  })

  test.each(['province.key', 'recovery.key'])('row 90: age and gunzip read the records with %s', (key) => {
    const plain = run('gunzip', ['-c'], run('age', ['-d', '-i', key, 'payload.age'])).toString()
    expect(plain.endsWith('\n')).toBe(true)
    const [manifest, ...lines] = plain
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(manifest).toEqual(bundle.manifest)
    expect(lines).toEqual(records)
  })

  test('a payload made by age opens in ours, at every edge of its 64 KiB pieces', async () => {
    for (const size of [700, 65_535, 65_536, 65_537, 131_072, 1_048_576]) {
      const gzip = storedPayload(size)
      expect(gzip.length).toBe(size)
      const recipients = [province.publicKeys.box, recovery.publicKeys.box]
      const payload = run(
        'age',
        recipients.flatMap((recipient) => ['-r', recipient]),
        gzip,
      )
      const opened = await openAsProvince(forgeBundle({ payload, header: { to: recipients } }))
      if (!opened.ok) throw new Error(`${size}: ${opened.failure.code}`)
      const [record] = await listRecords(opened.value.records())
      expect(`${JSON.stringify(record)}\n`).toBe(
        gunzipSync(gzip)
          .toString()
          .split(/(?<=\n)/)[1],
      )
    }
  })

  test('a signature made by ssh-keygen holds in ours', () => {
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', 'other'])
    const message = Buffer.from('{"hello":1}\n')
    writeFileSync(join(folder, 'message'), message)
    run('ssh-keygen', ['-q', '-Y', 'sign', '-f', 'other', '-n', 'rc-bundle', 'message'])
    const signature = parseSshSignature(readFileSync(join(folder, 'message.sig')), 'rc-bundle')
    if (signature === undefined) throw new Error('not read')
    expect(verifySshSignature(signature, 'rc-bundle', message)).toBe(true)
    expect(verifySshSignature(signature, 'rc-bundle', Buffer.from('{"hello":2}\n'))).toBe(false)
    expect(run('ssh-keygen', ['-l', '-f', 'other.pub']).toString()).toContain(fingerprintOf(signature.publicKey))
    expect(parseSshSignature(readFileSync(join(folder, 'message.sig')), 'file')).toBeUndefined()
  })
})
