import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CanonicalValue, canonicalJson } from '../../src/features/bundles/core/envelope/canonicalJson.ts'

test('Canonical JSON sorts keys, leaves no space and escapes as little as it must', () => {
  expect(canonicalJson({ b: [1, true, null], a: { é: 'ớ"\n\u0001', B: '/' }, '': 0 })).toBe(
    '{"":0,"a":{"B":"/","é":"ớ\\"\\n\\u0001"},"b":[1,true,null]}',
  )
})

test('Canonical JSON refuses what two programs could write differently', () => {
  for (const value of [0.1, Number.NaN, Number.POSITIVE_INFINITY, -0, 2 ** 53, '\ud800']) {
    expect(() => canonicalJson(value)).toThrow(TypeError)
    expect(() => canonicalJson({ a: [value] })).toThrow(TypeError)
  }
  expect(() => canonicalJson({ '\ud800': 1 })).toThrow(TypeError)
})

test('Canonical JSON does not depend on the order in which keys were set', () => {
  const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null))
  const value = fc.dictionary(
    fc.string({ unit: 'grapheme' }),
    fc.oneof(leaf, fc.array(leaf), fc.dictionary(fc.string(), leaf)),
  )
  fc.assert(
    fc.property(value, (object) => {
      const reversed = Object.fromEntries(Object.entries(object).reverse())
      const text = canonicalJson(object as CanonicalValue)
      expect(canonicalJson(reversed as CanonicalValue)).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(object)))
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})
