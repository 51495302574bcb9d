import { expect, test } from 'vitest'
import { countX25519Stanzas } from '../../src/features/bundles/core/envelope/ageHeader.ts'

const key = 'A'.repeat(43)
const stanza = `-> X25519 ${key}\n${key}\n`

function count(stanzas: string, mac = `--- ${key}\n`) {
  return countX25519Stanzas(Buffer.from(`age-encryption.org/v1\n${stanzas}${mac}payload`, 'latin1'))
}

test('The stanzas of an age header are counted when all are X25519', () => {
  expect(count(stanza)).toBe(1)
  expect(count(stanza.repeat(16))).toBe(16)
})

test('Anything but X25519 stanzas is no header of ours', () => {
  const scrypt = `-> scrypt ${'A'.repeat(22)} 20\n${key}\n`
  const others = [
    scrypt,
    stanza + scrypt,
    '-> grease\n\n',
    `-> X25519 ${key} more\n${key}\n`,
    `-> X25519 ${key}\n`,
    `-> X25519 AAAA\n${key}\n`,
  ]
  for (const other of others) expect(count(other), other).toBeUndefined()
  expect(count(stanza, '--- AAAA\n')).toBeUndefined()
  expect(count(stanza, '')).toBeUndefined()
  expect(count(stanza.repeat(100))).toBeUndefined()
  expect(countX25519Stanzas(Buffer.from('age-encryption.org/v2\n'))).toBeUndefined()
  expect(countX25519Stanzas(Buffer.alloc(0))).toBeUndefined()
})
