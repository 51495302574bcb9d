import fc from 'fast-check'
import { argon2id } from 'hash-wasm'
import { describe, expect, test } from 'vitest'
import { checkPassphrase, foldPassphrase } from '../../../../src/features/accounts/common/passphrase.ts'
import { calibrateKdf } from '../../../../src/features/accounts/core/keys/calibrateKdf.ts'
import {
  generatePassphrase,
  PASSPHRASE_WORD_COUNT,
  PASSPHRASE_WORDS,
} from '../../../../src/features/accounts/core/keys/generatePassphrase.ts'
import { derivePassphraseKey, KDF_FLOOR, type KdfProfile } from '../../../../src/features/accounts/core/keys/kdf.ts'

const TELEX_DOUBLES: Record<string, string> = { a: 'â', e: 'ê', o: 'ô', d: 'đ' }
const VNI_MARKS: Record<string, string> = { 6: 'aeo', 7: 'ou', 8: 'a', 9: 'd' }

/** What an input method in Telex shows for these keystrokes: only whether something changes matters here, so marks are appended. */
function typeInTelex(keys: string): string {
  let shown = ''
  for (const key of keys) {
    const word = shown.slice(shown.lastIndexOf(' ') + 1)
    const hasVowel = /[aeiouyâêôăơư]/.test(word)
    const double = TELEX_DOUBLES[key]
    if (double && word.includes(key))
      shown = shown.slice(0, shown.lastIndexOf(key)) + double + shown.slice(shown.lastIndexOf(key) + 1)
    else if (key === 'w') shown += 'ư'
    else if ('sfrxjz'.includes(key) && hasVowel) shown += '\u0301'
    else shown += key
  }
  return shown
}

function typeInVni(keys: string): string {
  return [...keys].reduce((shown, key) => {
    const word = shown.slice(shown.lastIndexOf(' ') + 1)
    const takesTone = /[0-5]/.test(key) && /[aeiouy]/.test(word)
    const takesMark = [...(VNI_MARKS[key] ?? '')].some((letter) => word.includes(letter))
    return shown + (takesTone || takesMark ? '\u0301' : key)
  }, '')
}

const weaknessOf = (passphrase: string) => {
  const checked = checkPassphrase(passphrase, 'Nguyễn Thị Hương')
  return checked.ok ? undefined : checked.failure.params.reason
}

describe('the list of words', () => {
  test('holds distinct short unaccented syllables, enough for 50 bits in a passphrase', () => {
    expect(new Set(PASSPHRASE_WORDS).size).toBe(PASSPHRASE_WORDS.length)
    expect(PASSPHRASE_WORDS.filter((word) => !/^[a-z]{3,6}$/.test(word))).toEqual([])
    expect(PASSPHRASE_WORD_COUNT * Math.log2(PASSPHRASE_WORDS.length)).toBeGreaterThan(50)
  })

  test('shows every word as it was typed, in Telex and in VNI', () => {
    expect(PASSPHRASE_WORDS.filter((word) => typeInTelex(word) !== word)).toEqual([])
    expect(PASSPHRASE_WORDS.filter((word) => typeInVni(word) !== word)).toEqual([])
  })

  test('is judged by an input method that does change other words', () => {
    const changed = ['hoas', 'soong', 'mow', 'dod', 'cana', 'lair', 'hoz']
    expect(changed.filter((word) => typeInTelex(word) === word)).toEqual([])
    expect(['hoa1', 'o7', 'd9'].filter((word) => typeInVni(word) === word)).toEqual([])
  })
})

describe('a generated passphrase', () => {
  test('has five words of the list, is accepted, and is its own folded form', () => {
    for (let i = 0; i < 200; i += 1) {
      const passphrase = generatePassphrase()
      const words = passphrase.split(' ')
      expect(words).toHaveLength(5)
      expect(words.every((word) => PASSPHRASE_WORDS.includes(word))).toBe(true)
      expect(foldPassphrase(passphrase)).toBe(passphrase)
      expect(typeInTelex(passphrase)).toBe(passphrase)
    }
  })

  test('is not drawn twice', () => {
    expect(new Set(Array.from({ length: 500 }, () => generatePassphrase())).size).toBe(500)
  })
})

describe('a chosen passphrase', () => {
  test.each([
    ['mèo con ăn cá', undefined],
    ['Thuyền về bến cũ', undefined],
    ['giongsuoituoimat', undefined],
    ['ຂ້ອຍມັກກິນເຂົ້າໜຽວ', undefined],
    ['meo con', 'tooShort'],
    ['a b c d e', 'tooShort'],
    ['', 'tooShort'],
    ['0912345678', 'onlyDigits'],
    ['038 194 001 234', 'onlyDigits'],
    ['aaaaaaaaaaaaaa', 'repeated'],
    ['xanhxanhxanh', 'repeated'],
    ['Chữ Thập Đỏ Việt Nam', 'common'],
    ['matkhau@123456', 'common'],
    ['QwertyUiop123', 'common'],
    ['anh yêu em mãi mãi', 'common'],
    ['nguyenthihuong85', 'userName'],
    ['x'.repeat(201), 'tooLong'],
  ])('%s: %s', (passphrase, weakness) => {
    expect(weaknessOf(passphrase)).toBe(weakness)
  })
})

describe('folding', () => {
  test('makes one of the spellings an input method gives the same words', () => {
    const spellings = ['hoà bình đến', 'hòa bình đến', 'HÒA  BÌNH ĐẾN ', 'hoa\u0300 binh den', 'hoa binh den']
    expect(new Set(spellings.map(foldPassphrase))).toEqual(new Set(['hoa binh den']))
  })

  test('keeps Lao vowels and tones', () => {
    expect(foldPassphrase('ເຂົ້າ')).not.toBe(foldPassphrase('ເຂາ'))
  })

  test('is the same for a text and for its fold, composed or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldPassphrase(foldPassphrase(text))).toBe(foldPassphrase(text))
        expect(foldPassphrase(text.normalize('NFD'))).toBe(foldPassphrase(text.normalize('NFC')))
      }),
    )
  })
})

describe('the derived key', () => {
  test('is Argon2id as another implementation computes it from the folded passphrase', async () => {
    const salt = Buffer.alloc(16, 3)
    const profile = { ...KDF_FLOOR, passes: 3 }
    const key = await derivePassphraseKey({ passphrase: 'Lúa  vàng', salt, profile })
    const expected = await argon2id({
      password: 'lua vang',
      salt,
      memorySize: profile.memoryKib,
      iterations: profile.passes,
      parallelism: profile.lanes,
      hashLength: 32,
      outputType: 'hex',
    })
    expect(key.toString('hex')).toBe(expected)
  })
})

describe('calibration', () => {
  /** A PC that needs this many milliseconds for one pass over 19 MiB. */
  const pcWithSpeed = (msPerPass: number) => async (profile: KdfProfile) =>
    msPerPass * profile.passes * (profile.memoryKib / KDF_FLOOR.memoryKib)

  test.each([3, 7, 20, 60, 120, 200])(
    'comes to 0.5–1 s within the caps on a PC with %i ms a pass',
    async (msPerPass) => {
      const measure = pcWithSpeed(msPerPass)
      const profile = await calibrateKdf(measure)
      expect(profile.memoryKib).toBeLessThanOrEqual(128 * 1024)
      expect(await measure(profile)).toBeGreaterThanOrEqual(300)
      if (msPerPass >= 7) expect(await measure(profile)).toBeGreaterThanOrEqual(500)
      expect(await measure(profile)).toBeLessThanOrEqual(1000)
    },
  )

  test('never goes under the floor on a very slow PC, nor over 16 passes on a very fast one', async () => {
    expect(await calibrateKdf(pcWithSpeed(2000))).toEqual(KDF_FLOOR)
    expect(await calibrateKdf(pcWithSpeed(0.1))).toEqual({ memoryKib: 128 * 1024, passes: 16, lanes: 1 })
  })

  test('measures this PC and returns costs that a keyring accepts', async () => {
    const profile = await calibrateKdf()
    expect(profile.memoryKib).toBeGreaterThanOrEqual(KDF_FLOOR.memoryKib)
    const key = await derivePassphraseKey({ passphrase: 'x', salt: Buffer.alloc(16), profile })
    expect(key).toHaveLength(32)
  })
})
