import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_LINE_BYTES } from '../../src/features/bundles/common/bundleHeader.ts'
import type { BundleRecord } from '../../src/features/bundles/common/bundleManifest.ts'
import { decryptBundle } from '../../src/features/bundles/core/envelope/decryptBundle.ts'
import { type BundleToSeal, sealBundle } from '../../src/features/bundles/core/envelope/sealBundle.ts'
import { type VerifyOptions, verifyBundle } from '../../src/features/bundles/core/envelope/verifyBundle.ts'
import {
  asProvince,
  branch,
  firstReport,
  listRecords,
  province,
  recovery,
  smallRecords,
  smallReport,
  stranger,
} from './vectors/fixedOffices.ts'

async function sealed(bundle: BundleToSeal) {
  const result = await sealBundle(bundle)
  if (!result.ok) throw new Error(result.failure.code)
  return result.value
}

function verified(bytes: Uint8Array, options: VerifyOptions = asProvince) {
  const result = verifyBundle(bytes, options)
  if (!result.ok) throw new Error(result.failure.code)
  return result.value
}

async function opened(bytes: Uint8Array, identity = province.privateKeys.box, options: VerifyOptions = asProvince) {
  const result = await decryptBundle(verified(bytes, options), [identity])
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

describe('A sealed bundle', () => {
  test('opens with the same manifest and records, as often as asked', async () => {
    const bundle = await sealed(smallReport())
    const open = await opened(bundle.bytes)
    expect(open.manifest).toEqual(bundle.manifest)
    expect(await listRecords(open.records())).toEqual(smallRecords)
    expect(await listRecords(open.records())).toEqual(smallRecords)
  })

  test('opens with the recovery key as well', async () => {
    const { bytes } = await sealed(smallReport())
    const options = { ...asProvince, ourRecipients: [recovery.publicKeys.box] }
    const open = await opened(bytes, recovery.privateKeys.box, options)
    expect(await listRecords(open.records())).toEqual(smallRecords)
  })

  test('opens with a retired key among newer ones', async () => {
    const { bytes } = await sealed(smallReport())
    const result = await decryptBundle(verified(bytes), [stranger.privateKeys.box, province.privateKeys.box])
    expect(result.ok).toBe(true)
  })

  test('may carry no record at all', async () => {
    const { bytes } = await sealed(smallReport({ manifest: firstReport({}), records: [] }))
    expect(await listRecords((await opened(bytes)).records())).toEqual([])
  })

  test('carries tens of thousands of records that come piece by piece', async () => {
    const count = 50_000
    async function* source() {
      for (let id = 0; id < count; id += 1) yield [{ kind: 'delivery', id: `d-${id}`, note: `phiếu số ${id * 7919}` }]
    }
    const { bytes } = await sealed(smallReport({ manifest: firstReport({ delivery: count }), records: source() }))
    const open = await opened(bytes)
    let next = 0
    for await (const list of open.records()) {
      for (const record of list) {
        expect(record.id).toBe(`d-${next}`)
        next += 1
      }
    }
    expect(next).toBe(count)
  })

  test('tells the public no more than who, to whom, how big and which', async () => {
    const { header, bytes } = await sealed(smallReport())
    expect(Object.keys(header).sort()).toEqual(['bundleId', 'format', 'from', 'payloadBytes', 'payloadSha256', 'to'])
    for (const secret of ['Lựu', '15013', '2026-10', 'address', 'seq']) expect(bytes.includes(secret)).toBe(false)
  })

  test('gives back any JSON fields of any record', async () => {
    const record = fc
      .record({ id: fc.uuid(), fields: fc.jsonValue() })
      .map((fields) => ({ ...fields, kind: 'anything' }))
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 20 }), async (records) => {
        const asJson: BundleRecord[] = JSON.parse(JSON.stringify(records))
        const counts: Record<string, number> = records.length > 0 ? { anything: records.length } : {}
        const { bytes } = await sealed(smallReport({ manifest: firstReport(counts), records }))
        expect(await listRecords((await opened(bytes)).records())).toEqual(asJson)
      }),
      { numRuns: 30 },
    )
  })
})

describe('The addressee and the sender', () => {
  test('a bundle for others is refused before anything is decrypted', async () => {
    const { bytes } = await sealed(smallReport())
    const options = { ...asProvince, ourRecipients: [stranger.publicKeys.box] }
    expect(verifyBundle(bytes, options)).toEqual({ ok: false, failure: { code: 'bundles.notForUs', params: {} } })
  })

  test('an identity that was not addressed opens nothing', async () => {
    const { bytes } = await sealed(smallReport())
    const result = await decryptBundle(verified(bytes), [stranger.privateKeys.box])
    expect(result).toEqual({ ok: false, failure: { code: 'bundles.notForUs', params: {} } })
  })

  test('an unknown signer is refused by name of its key', async () => {
    const { bytes } = await sealed(smallReport({ signingKey: stranger.privateKeys.signing }))
    const failure = { code: 'bundles.unknownSender', params: { fingerprint: stranger.fingerprint } }
    expect(verifyBundle(bytes, asProvince)).toEqual({ ok: false, failure })
  })

  test('inspecting shows an unknown signer and a foreign addressee instead of refusing', async () => {
    const { bytes, header } = await sealed(smallReport({ signingKey: stranger.privateKeys.signing }))
    const bundle = verified(bytes, { knownSigners: new Set(), ourRecipients: [], mode: 'inspect' })
    expect(bundle.header).toEqual(header)
    expect(bundle.signer).toMatchObject({ fingerprint: stranger.fingerprint, known: false })
    expect(bundle.addressedTo).toEqual([])
    const open = await decryptBundle(bundle, [province.privateKeys.box])
    expect(open.ok).toBe(true)
  })

  test('inspecting knows a known signer', async () => {
    const { bytes } = await sealed(smallReport())
    const bundle = verified(bytes, { ...asProvince, mode: 'inspect' })
    expect(bundle.signer).toMatchObject({ fingerprint: branch.fingerprint, known: true })
    expect(bundle.addressedTo).toEqual([province.publicKeys.box])
  })

  test('decryption takes only what verification gave out', async () => {
    const { bytes } = await sealed(smallReport())
    const copy = { ...verified(bytes) }
    await expect(decryptBundle(copy, [province.privateKeys.box])).rejects.toThrow(TypeError)
  })
})

describe('Sealing', () => {
  test('names its own hash, which the next bundle cites', async () => {
    const first = await sealed(smallReport())
    expect(verified(first.bytes).bundleHash).toBe(first.bundleHash)
    const manifest = { ...firstReport({ address: 2, delivery: 1 }), seq: 2, prevHash: first.bundleHash }
    const second = await sealed(smallReport({ manifest }))
    expect((await opened(second.bytes)).manifest.prevHash).toBe(first.bundleHash)
  })

  test('refuses counts that do not match the records', async () => {
    for (const counts of [{ address: 2 }, { address: 3, delivery: 1 }, { address: 2, delivery: 1, house: 1 }]) {
      await expect(sealBundle(smallReport({ manifest: firstReport(counts) }))).rejects.toThrow(/counts/)
    }
  })

  test('refuses a first number with a predecessor and a later one without', async () => {
    const base = firstReport({ address: 2, delivery: 1 })
    await expect(sealBundle(smallReport({ manifest: { ...base, prevHash: '0'.repeat(64) } }))).rejects.toThrow()
    await expect(sealBundle(smallReport({ manifest: { ...base, seq: 2 } }))).rejects.toThrow()
  })

  test('refuses a record that passes for a manifest', async () => {
    const records = [...smallRecords, { kind: 'manifest' }]
    await expect(sealBundle(smallReport({ records }))).rejects.toThrow(/kind/)
  })

  test('refuses no recipient, one named twice, and one that is not X25519', async () => {
    const box = province.publicKeys.box
    for (const recipients of [[], [box, box], ['age1pq1qqqq'], [box.slice(0, -1)]]) {
      await expect(sealBundle(smallReport({ recipients }))).rejects.toThrow()
    }
  })

  test('answers with a failure when one record is larger than a line may be', async () => {
    const records = [{ kind: 'photo', data: 'x'.repeat(MAX_LINE_BYTES) }]
    const result = await sealBundle(smallReport({ manifest: firstReport({ photo: 1 }), records }))
    const params = { part: 'record', limit: MAX_LINE_BYTES }
    expect(result).toEqual({ ok: false, failure: { code: 'bundles.tooLarge', params } })
  })

  test('passes on what its source of records throws', async () => {
    async function* broken(): AsyncGenerator<BundleRecord[]> {
      yield [{ kind: 'address' }]
      throw new Error('the database went away')
    }
    await expect(sealBundle(smallReport({ records: broken() }))).rejects.toThrow('the database went away')
  })
})
