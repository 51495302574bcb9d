import { gzipSync } from 'node:zlib'
import { Encrypter } from 'age-encryption'
import { describe, expect, test } from 'vitest'
import { MAX_LINE_BYTES } from '../../src/features/bundles/common/bundleHeader.ts'
import { LATEST_SCHEMA } from '../../src/features/bundles/common/bundleManifest.ts'
import { decryptBundle } from '../../src/features/bundles/core/envelope/decryptBundle.ts'
import { sealBundle } from '../../src/features/bundles/core/envelope/sealBundle.ts'
import { signSsh } from '../../src/features/bundles/core/envelope/sshSignature.ts'
import { readBundleTar, writeBundleTar } from '../../src/features/bundles/core/envelope/strictTar.ts'
import { verifyBundle } from '../../src/features/bundles/core/envelope/verifyBundle.ts'
import {
  asProvince,
  BUNDLE_ID,
  branch,
  firstReport,
  forgeBundle,
  openAsProvince,
  province,
  smallReport,
  stranger,
} from './vectors/fixedOffices.ts'

async function encrypted(plain: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(province.publicKeys.box)
  return encrypter.encrypt(plain)
}

const manifest = {
  kind: 'manifest',
  format: 'rc-bundle/1',
  bundleId: BUNDLE_ID,
  from: branch.fingerprint,
  ...firstReport({ address: 1 }),
}
const addressLine = '{"kind":"address"}\n'

/** A bundle whose signed and encrypted payload is the gzip of this text. */
async function bundleOf(plain: string | Uint8Array) {
  return forgeBundle({ payload: await encrypted(gzipSync(plain)) })
}

function manifestLine(changes: Record<string, unknown> = {}) {
  return `${JSON.stringify({ ...manifest, ...changes })}\n`
}

function refusal(code: string, params: Record<string, unknown>) {
  return { ok: false, failure: { code, params } }
}

describe('A header', () => {
  const payload = encrypted(gzipSync(manifestLine() + addressLine))

  test('made by the forger as the format asks is accepted, so the refusals below mean something', async () => {
    expect((await openAsProvince(forgeBundle({ payload: await payload }))).ok).toBe(true)
  })

  test.each([
    ['an unknown field', { note: 'x' }],
    ['no recipient', { to: [] }],
    ['a repeated recipient', { to: [province.publicKeys.box, province.publicKeys.box] }],
    ['an id in capitals', { bundleId: BUNDLE_ID.toUpperCase() }],
    ['a format of no kind', { format: 'rc-bundle/01' }],
    ['an older format', { format: 'rc-bundle/0' }],
    ['a length as text', { payloadBytes: '700' }],
    ['a length of nothing', { payloadBytes: 0 }],
  ])('with %s is refused', async (_, header) => {
    const bytes = forgeBundle({ payload: await payload, header })
    expect(await openAsProvince(bytes)).toEqual(refusal('bundles.malformed', { part: 'header' }))
  })

  test.each([
    ['a space', (text: string) => text.replace('":', '": ')],
    ['no line feed', (text: string) => text.trimEnd()],
    ['two line feeds', (text: string) => `${text}\n`],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['a key twice', (text: string) => text.replace('{', '{"format":"rc-bundle/1",')],
    [
      'keys in another order',
      (text: string) =>
        `${JSON.stringify(JSON.parse(text, undefined), ['to', 'from', 'format', 'bundleId', 'payloadBytes', 'payloadSha256'])}\n`,
    ],
    ['a number with an exponent', (text: string) => text.replace(/"payloadBytes":(\d+)/, '"payloadBytes":$1e0')],
    ['an escape nobody needs', (text: string) => text.replace('rc-bundle', '\\u0072c-bundle')],
    ['no JSON', () => 'hello\n'],
  ])('spelled with %s is refused', async (_, respell) => {
    const members = readBundleTar(forgeBundle({ payload: await payload }))
    if (!members.ok) throw new Error(members.failure.code)
    const headerBytes = Buffer.from(respell(Buffer.from(members.value.header).toString()))
    const bytes = forgeBundle({ payload: await payload, headerBytes })
    expect(await openAsProvince(bytes)).toEqual(refusal('bundles.malformed', { part: 'header' }))
  })

  test('of a newer program asks for an update', async () => {
    const bytes = forgeBundle({ payload: await payload, header: { format: 'rc-bundle/2', more: true } })
    expect(await openAsProvince(bytes)).toEqual(
      refusal('bundles.newerFormat', { theirs: 'rc-bundle/2', ours: 'rc-bundle/1' }),
    )
  })

  test('naming the hash or length of another payload is refused', async () => {
    const header = { payloadSha256: '0'.repeat(64) }
    const wrongHash = forgeBundle({ payload: await payload, header })
    const wrongLength = forgeBundle({ payload: await payload, header: { payloadBytes: 1 } })
    for (const bytes of [wrongHash, wrongLength]) {
      expect(await openAsProvince(bytes)).toEqual(refusal('bundles.altered', { part: 'payload' }))
    }
  })
})

describe('A signature', () => {
  test('by another key over the same header is refused', async () => {
    const payload = await encrypted(gzipSync(manifestLine() + addressLine))
    const bytes = forgeBundle({ payload, seed: stranger.privateKeys.signing })
    expect(await openAsProvince(bytes)).toEqual(refusal('bundles.altered', { part: 'signature' }))
  })

  test('made for another purpose is refused', async () => {
    const payload = await encrypted(gzipSync(manifestLine() + addressLine))
    for (const namespace of ['file', 'rc-bundlf', 'rc-directory']) {
      expect(await openAsProvince(forgeBundle({ payload, namespace }))).toEqual(
        refusal('bundles.altered', { part: 'signature' }),
      )
    }
  })

  test('taken from another bundle of the same sender is refused', async () => {
    const [first, second] = await Promise.all([sealBundle(smallReport()), sealBundle(smallReport())])
    if (!first.ok || !second.ok) throw new Error('not sealed')
    const ours = readBundleTar(first.value.bytes)
    const theirs = readBundleTar(second.value.bytes)
    if (!ours.ok || !theirs.ok) throw new Error('not read')
    const swapped = writeBundleTar({ ...ours.value, signature: theirs.value.signature })
    expect(await openAsProvince(swapped)).toEqual(refusal('bundles.altered', { part: 'header' }))
  })

  test('in another spelling is refused', async () => {
    const members = readBundleTar(await bundleOf(manifestLine() + addressLine))
    if (!members.ok) throw new Error(members.failure.code)
    const seed = Buffer.from(branch.privateKeys.signing, 'base64')
    const armor = signSsh(seed, 'rc-bundle', members.value.header)
    const spellings = [
      armor.replaceAll('\n', '\r\n'),
      armor.trimEnd(),
      `${armor}\n`,
      armor.replace(/=+\n---/, '\n---'),
      armor.replace(/\n(?=.{70}\n)/, ''),
      `comment\n${armor}`,
      '',
    ]
    for (const spelling of spellings) {
      const bytes = writeBundleTar({ ...members.value, signature: Buffer.from(spelling) })
      expect(spelling).not.toBe(armor)
      expect((await openAsProvince(bytes)).ok, JSON.stringify(spelling)).toBe(false)
    }
  })
})

describe('A payload of a known sender', () => {
  test('under a passphrase is refused before any scrypt work', async () => {
    const salt = Buffer.alloc(16).toString('base64').replaceAll('=', '')
    const key = Buffer.alloc(32).toString('base64').replaceAll('=', '')
    const age = Buffer.from(`age-encryption.org/v1\n-> scrypt ${salt} 22\n${key}\n--- ${key}\n${'x'.repeat(99)}`)
    expect(await openAsProvince(forgeBundle({ payload: age }))).toEqual(
      refusal('bundles.malformed', { part: 'encryption' }),
    )
  })

  test('with a passphrase stanza beside ours, too many stanzas or an endless header is refused', async () => {
    const real = Buffer.from(await encrypted(gzipSync(manifestLine() + addressLine))).toString('latin1')
    const key = Buffer.alloc(32).toString('base64').replaceAll('=', '')
    const afterVersion = real.indexOf('\n') + 1
    const stanzas = [`-> scrypt c2FsdHNhbHRzYWx0c2FsdA 20\n${key}\n`, `-> X25519 ${key}\n${key}\n`, `-> a-grease x\n\n`]
    const inserts = [...stanzas, `-> X25519 ${key}\n${key}\n`.repeat(200_000), 'x'.repeat(1_000_000)]
    for (const insert of inserts) {
      const text = real.slice(0, afterVersion) + insert + real.slice(afterVersion)
      const bytes = forgeBundle({ payload: Buffer.from(text, 'latin1') })
      expect(await openAsProvince(bytes)).toEqual(refusal('bundles.malformed', { part: 'encryption' }))
    }
  })

  test('encrypted to others than the signed list is refused', async () => {
    const encrypter = new Encrypter()
    encrypter.addRecipient(stranger.publicKeys.box)
    const payload = await encrypter.encrypt(gzipSync(manifestLine() + addressLine))
    expect(await openAsProvince(forgeBundle({ payload }))).toEqual(refusal('bundles.malformed', { part: 'encryption' }))
  })

  test('encrypted to one more reader than the signed list is refused', async () => {
    const encrypter = new Encrypter()
    for (const office of [province, stranger]) encrypter.addRecipient(office.publicKeys.box)
    const payload = await encrypter.encrypt(gzipSync(manifestLine() + addressLine))
    expect(await openAsProvince(forgeBundle({ payload }))).toEqual(refusal('bundles.malformed', { part: 'encryption' }))
    const header = { to: [province.publicKeys.box, stranger.publicKeys.box] }
    expect((await openAsProvince(forgeBundle({ payload, header }))).ok).toBe(true)
  })

  test('copied from another sender into an envelope of its own is refused', async () => {
    const original = readBundleTar(await bundleOf(manifestLine() + addressLine))
    if (!original.ok) throw new Error(original.failure.code)
    const header = { from: stranger.fingerprint }
    const bytes = forgeBundle({ payload: original.value.payload, header, seed: stranger.privateKeys.signing })
    const options = { ...asProvince, knownSigners: new Set([branch.fingerprint, stranger.fingerprint]) }
    const verified = verifyBundle(bytes, options)
    if (!verified.ok) throw new Error(verified.failure.code)
    const result = await decryptBundle(verified.value, [province.privateKeys.box])
    expect(result).toEqual(refusal('bundles.malformed', { part: 'manifest', line: 1 }))
  })

  test.each([
    ['nothing', '', { part: 'manifest' }],
    ['no manifest', addressLine, { part: 'manifest', line: 1 }],
    [
      'a manifest for another bundle',
      manifestLine({ bundleId: BUNDLE_ID.replace('0', '1') }),
      { part: 'manifest', line: 1 },
    ],
    ['an unknown manifest field', manifestLine({ extra: 1 }) + addressLine, { part: 'manifest', line: 1 }],
    ['a second manifest', manifestLine() + manifestLine(), { part: 'record', line: 2 }],
    ['a record missing', manifestLine(), { part: 'counts' }],
    ['a record too many', manifestLine() + addressLine + addressLine, { part: 'counts' }],
    ['a record of another kind', `${manifestLine()}{"kind":"house"}\n`, { part: 'counts' }],
    ['an empty line', `${manifestLine()}\n${addressLine}`, { part: 'record', line: 2 }],
    ['a list for a record', `${manifestLine()}["address"]\n`, { part: 'record', line: 2 }],
    [
      'a kind set through the prototype',
      `${manifestLine()}{"__proto__":{"kind":"address"}}\n`,
      { part: 'record', line: 2 },
    ],
    ['a kind that is no word', `${manifestLine()}{"kind":"../x"}\n`, { part: 'record', line: 2 }],
    ['broken JSON', `${manifestLine()}{"kind":"address"\n`, { part: 'record', line: 2 }],
    ['no final line feed', manifestLine() + addressLine.trimEnd(), { part: 'record' }],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from(manifestLine()), Buffer.from('7b226b696e64223a22ff227d0a', 'hex')]),
      { part: 'record', line: 2 },
    ],
  ])('with %s is refused', async (_, plain, params) => {
    expect(await openAsProvince(await bundleOf(plain))).toEqual(refusal('bundles.malformed', params))
  })

  test('of newer record lines asks for an update', async () => {
    const result = await openAsProvince(
      await bundleOf(manifestLine({ schema: LATEST_SCHEMA + 1, bundleKind: 'novelty' })),
    )
    expect(result).toMatchObject({ ok: false, failure: { code: 'bundles.newerFormat' } })
  })

  test('that is no gzip, a cut one or one with a tail is refused', async () => {
    const gzip = gzipSync(manifestLine() + addressLine)
    for (const bad of [Buffer.from('hello'), gzip.subarray(0, -1), Buffer.concat([gzip, Buffer.from('tail')])]) {
      const bytes = forgeBundle({ payload: await encrypted(bad) })
      expect(await openAsProvince(bytes)).toEqual(refusal('bundles.malformed', { part: 'compression' }))
    }
  })

  test('with a line larger than the cap is refused', async () => {
    const result = await openAsProvince(await bundleOf(`${manifestLine()}{"kind":"${'x'.repeat(MAX_LINE_BYTES)}"}\n`))
    expect(result).toEqual(refusal('bundles.tooLarge', { part: 'record', limit: MAX_LINE_BYTES }))
  })
})

describe('A gzip bomb of a known sender', () => {
  /** A gzip file of about one megabyte that unpacks to one gigabyte: one packed megabyte, 1,024 times. */
  function bomb(filler: string): Buffer {
    const packed = gzipSync(filler.repeat(Math.ceil(1_048_576 / filler.length)))
    return Buffer.concat([gzipSync(manifestLine({ counts: {} })), ...Array.from({ length: 1024 }, () => packed)])
  }

  test.each([
    ['one endless line', ' ', 'record'],
    ['a flood of small records', addressLine, 'counts'],
    ['a flood of wide records', `{"kind":"address","note":"${' '.repeat(1000)}"}\n`, 'compression'],
  ])('with %s is refused and costs no memory', async (_, filler, part) => {
    const bytes = forgeBundle({ payload: await encrypted(bomb(filler)) })
    const before = process.resourceUsage().maxRSS
    const result = await openAsProvince(bytes)
    expect(result).toMatchObject({ ok: false, failure: { code: 'bundles.tooLarge', params: { part } } })
    // Kilobytes; the bomb unpacks to a million of them.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(100_000)
  })
})
