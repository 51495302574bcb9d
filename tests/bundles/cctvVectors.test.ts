import { inflateSync } from 'node:zlib'
import { identityToRecipient } from 'age-encryption'
import * as vectors from 'cctv-age'
import { expect, test } from 'vitest'
import { countX25519Stanzas } from '../../src/features/bundles/core/envelope/ageHeader.ts'
import { decryptBundle } from '../../src/features/bundles/core/envelope/decryptBundle.ts'
import { verifyBundle } from '../../src/features/bundles/core/envelope/verifyBundle.ts'
import { asProvince, forgeBundle, province, recovery, stranger } from './vectors/fixedOffices.ts'

interface Vector {
  name: string
  expect: string
  identities: string[]
  file: Buffer
  /** Armored or for a passphrase: no bundle is. */
  isOurKind: boolean
}

/**
 * The C2SP test vectors of age, each as the payload of a bundle that a known office signed. No vector holds a report, so none
 * may open; but those that decrypt must fail only at what is inside, and the others before.
 */
const all = listVectors()

test('there are 143 vectors', () => {
  expect(all).toHaveLength(143)
})

test.each(all)('age vector $name is answered as it should be', async (vector) => {
  const part = await partRefused(vector)
  const decrypts = vector.expect === 'success' && vector.isOurKind
  expect({ decrypts, part }).toEqual({ decrypts, part: expect.stringMatching(placeOf(vector, decrypts)) })
})

/** Where a payload that was decrypted to its end stops: it is no gzip, or an empty one. */
const INSIDE = /^(compression|manifest)$/

/** A payload of no bytes is already refused by the header that must name its length. */
function placeOf({ file }: Vector, decrypts: boolean): RegExp {
  if (decrypts) return INSIDE
  return file.length === 0 ? /^header$/ : /^encryption$/
}

async function partRefused({ identities, file }: Vector): Promise<string | undefined> {
  const own = identities.length > 0 ? identities : [province.privateKeys.box]
  const recipients = await Promise.all(own.map((identity) => identityToRecipient(identity)))
  // As many addressees as the header has stanzas, so that only age's own rules are in question.
  const others = [province, recovery, stranger].map((office) => office.publicKeys.box)
  const to = [...new Set([...recipients, ...others])].slice(0, Math.max(1, countX25519Stanzas(file) ?? 1))
  const verified = verifyBundle(forgeBundle({ payload: file, header: { to } }), {
    ...asProvince,
    ourRecipients: recipients,
  })
  if (!verified.ok) return 'part' in verified.failure.params ? verified.failure.params.part : verified.failure.code
  const opened = await decryptBundle(verified.value, own)
  if (opened.ok) return 'accepted'
  return 'part' in opened.failure.params ? opened.failure.params.part : opened.failure.code
}

function listVectors(): Vector[] {
  const exported: Record<string, unknown> = 'default' in vectors ? Object(vectors.default) : vectors
  return Object.entries(exported).flatMap(([name, bytes]) =>
    bytes instanceof Uint8Array ? [readVector(name, Buffer.from(bytes))] : [],
  )
}

/** A vector is a head of `key: value` lines, an empty line, and the age file. */
function readVector(name: string, bytes: Buffer): Vector {
  const end = bytes.indexOf('\n\n')
  const fields = bytes
    .subarray(0, end)
    .toString()
    .split('\n')
    .map((line) => line.split(': ') as [string, string])
  const valuesOf = (key: string) => fields.flatMap(([field, value]) => (field === key ? [value] : []))
  const body = bytes.subarray(end + 2)
  const file = valuesOf('compressed').includes('zlib') ? inflateSync(body) : body
  const identities = valuesOf('identity').filter((identity) => identity.startsWith('AGE-SECRET-KEY-1'))
  const isPlain = valuesOf('armored').length === 0 && valuesOf('passphrase').length === 0
  const isX25519 = identities.length > 0 && !/^-> (?!X25519 )/m.test(file.subarray(0, 2000).toString('latin1'))
  return { name, expect: valuesOf('expect')[0] ?? '', identities, file, isOurKind: isPlain && isX25519 }
}
