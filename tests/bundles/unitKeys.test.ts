import { describe, expect, test } from 'vitest'
import { fingerprintOf, sshPublicKeyLine } from '../../src/features/bundles/core/envelope/sshSignature.ts'
import {
  allowedSignersLine,
  generateUnitKeys,
  phoneFingerprint,
  publicKeysOf,
  signerFingerprint,
  unitPrivateKeysSchema,
  unitPublicKeysSchema,
} from '../../src/features/bundles/core/envelope/unitKeys.ts'
import { branch } from './vectors/fixedOffices.ts'

describe('The keys of a unit', () => {
  test('survive JSON and give the same public half', async () => {
    const { privateKeys, publicKeys } = await generateUnitKeys()
    const kept = unitPrivateKeysSchema.parse(JSON.parse(JSON.stringify(privateKeys)))
    expect(await publicKeysOf(kept)).toEqual(publicKeys)
    expect(unitPublicKeysSchema.parse(JSON.parse(JSON.stringify(publicKeys)))).toEqual(publicKeys)
  })

  test('match the public key and fingerprint of RFC 8032, test 1', () => {
    const raw = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex')
    expect(sshPublicKeyLine(raw)).toBe(
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea',
    )
    expect(fingerprintOf(raw)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  })

  test('are named to an outsider in one line', () => {
    const line = allowedSignersLine('15013', branch.publicKeys)
    expect(line).toMatch(/^15013 namespaces="rc-bundle" ssh-ed25519 AAAA[A-Za-z0-9+/]+$/)
    expect(signerFingerprint(branch.publicKeys)).toBe(branch.fingerprint)
  })
})

describe('The number read by phone', () => {
  test('is six groups of five digits', () => {
    expect(phoneFingerprint(branch.publicKeys, '15013')).toMatch(/^\d{5}( \d{5}){5}$/)
  })

  test('changes with any key bit and with the unit', () => {
    const seen = new Set([phoneFingerprint(branch.publicKeys, '15013'), phoneFingerprint(branch.publicKeys, '15014')])
    const signing = Buffer.from(branch.publicKeys.signing, 'base64')
    for (let bit = 0; bit < 256; bit += 1) {
      const flipped = Buffer.from(signing)
      flipped[bit >> 3] = flipped[bit >> 3]! ^ (1 << (bit & 7))
      const keys = { ...branch.publicKeys, signing: flipped.toString('base64') }
      seen.add(phoneFingerprint(keys, '15013'))
      const box = `age1${bit.toString(16).padStart(58, 'q')}`
      seen.add(phoneFingerprint({ ...branch.publicKeys, box }, '15013'))
    }
    expect(seen.size).toBe(2 + 256 + 256)
  })

  test('is unlike for ten thousand offices', () => {
    const seen = new Set<string>()
    for (let unit = 0; unit < 10_000; unit += 1) seen.add(phoneFingerprint(branch.publicKeys, `u-${unit}`))
    expect(seen.size).toBe(10_000)
  })
})
