import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sealBundle } from '../../src/features/bundles/core/envelope/sealBundle.ts'
import { readBundleTar } from '../../src/features/bundles/core/envelope/strictTar.ts'
import { verifyBundle } from '../../src/features/bundles/core/envelope/verifyBundle.ts'
import { asProvince, forgeBundle, openAsProvince, province, recovery, smallReport } from './vectors/fixedOffices.ts'

const good = readFileSync(new URL('vectors/report.rcb', import.meta.url))

function membersOf(bytes: Uint8Array) {
  const members = readBundleTar(bytes)
  if (!members.ok) throw new Error(members.failure.code)
  return members.value
}

describe('A damaged bundle', () => {
  test('is never accepted with one bit flipped, whichever of them', async () => {
    const bytes = Buffer.from(good)
    const codes = new Map<string, number>()
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const at = bit >> 3
      const mask = 1 << (bit & 7)
      bytes[at] = bytes[at]! ^ mask
      const result = await openAsProvince(bytes)
      bytes[at] = bytes[at]! ^ mask
      const code = result.ok ? `accepted at bit ${bit}` : result.failure.code
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
    expect([...codes.keys()].sort()).toEqual(['bundles.altered', 'bundles.notABundle'])
    expect([...codes.values()].reduce((sum, count) => sum + count)).toBe(good.length * 8)
    expect((await openAsProvince(bytes)).ok).toBe(true)
  })

  test('is called cut short wherever it was cut', async () => {
    expect(verifyBundle(good.subarray(0, 0), asProvince)).toMatchObject({ failure: { code: 'bundles.notABundle' } })
    for (let length = 1; length < good.length; length += 1) {
      const result = await openAsProvince(good.subarray(0, length))
      expect(result, `cut to ${length}`).toMatchObject({ ok: false, failure: { code: 'bundles.truncated' } })
    }
  })

  test('is refused with one byte, a block or another bundle appended', async () => {
    for (const tail of [Buffer.from([0]), Buffer.from([1]), Buffer.alloc(512), Buffer.alloc(6144), good]) {
      const result = await openAsProvince(Buffer.concat([good, tail]))
      expect(result).toEqual({ ok: false, failure: { code: 'bundles.altered', params: { part: 'end' } } })
    }
  })

  test('is refused with a byte inserted or removed anywhere', async () => {
    for (let at = 0; at < good.length; at += 1) {
      const inserted = Buffer.concat([good.subarray(0, at), Buffer.from([0]), good.subarray(at)])
      const removed = Buffer.concat([good.subarray(0, at), good.subarray(at + 1)])
      expect((await openAsProvince(inserted)).ok, `inserted at ${at}`).toBe(false)
      expect((await openAsProvince(removed)).ok, `removed at ${at}`).toBe(false)
    }
  })

  test('is refused when spliced from two good ones', async () => {
    const other = await sealBundle(smallReport({ bundleId: '0198f6c2-7a10-7c3e-9d55-000000000000' }))
    if (!other.ok) throw new Error(other.failure.code)
    const ours = good
    const theirs = other.value.bytes
    expect((await openAsProvince(theirs)).ok).toBe(true)
    expect(theirs.length).toBe(ours.length)
    // Up to the first content the two are the same file, and so from the last content on.
    for (let block = 1024; block < ours.length - 1024; block += 512) {
      const spliced = Buffer.concat([ours.subarray(0, block), theirs.subarray(block)])
      expect((await openAsProvince(spliced)).ok, `spliced at ${block}`).toBe(false)
    }
  })

  test('is refused when a member is larger than its cap, though its tar header is right', async () => {
    const content = Buffer.alloc(32_768, ' ')
    const block = Buffer.from(good.subarray(0, 512))
    block.write(content.length.toString(8).padStart(11, '0'), 124)
    block.write('        ', 148)
    const sum = block.reduce((total, byte) => total + byte, 0)
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    const result = await openAsProvince(Buffer.concat([block, content, good.subarray(1024)]))
    const failure = { code: 'bundles.tooLarge', params: { part: 'header', limit: 16_384 } }
    expect(result).toEqual({ ok: false, failure })
  })

  test('is told from a file of another kind', () => {
    for (const other of [Buffer.from('PK\u0003\u0004'), Buffer.alloc(2048), Buffer.from('header.jsox')]) {
      expect(verifyBundle(other, asProvince)).toMatchObject({ ok: false, failure: { code: 'bundles.notABundle' } })
    }
  })
})

describe('Ciphertext damaged before its sender signed it', () => {
  test('is refused by the encryption with any byte changed', async () => {
    const payload = Buffer.from(membersOf(good).payload)
    const header = { to: [province.publicKeys.box, recovery.publicKeys.box] }
    expect((await openAsProvince(forgeBundle({ payload, header }))).ok).toBe(true)
    for (let at = 0; at < payload.length; at += 1) {
      const mask = 1 << (at % 8)
      payload[at] = payload[at]! ^ mask
      const result = await openAsProvince(forgeBundle({ payload, header }))
      payload[at] = payload[at]! ^ mask
      const failure = { code: 'bundles.malformed', params: { part: 'encryption' } }
      expect(result, `byte ${at}`).toEqual({ ok: false, failure })
    }
  })

  test('is refused by the encryption wherever it was cut', async () => {
    const payload = membersOf(good).payload
    const header = { to: [province.publicKeys.box, recovery.publicKeys.box] }
    for (let length = 1; length < payload.length; length += 3) {
      const result = await openAsProvince(forgeBundle({ payload: payload.subarray(0, length), header }))
      expect(result, `cut to ${length}`).toMatchObject({ failure: { code: 'bundles.malformed' } })
    }
  })
})
