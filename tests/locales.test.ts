import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { isContractProcedure } from '@orpc/contract'
import { describe, expect, test } from 'vitest'
import { contract } from '../src/app/common/contract.ts'
import { resources } from '../src/app/common/resources.ts'
import { LANGUAGES, type Language } from '../src/base/common/language.ts'

type Words = Record<string, string>

/** Every sentence of a language by its full key: `addresses:failures.notFound`. */
const sentences = new Map<Language, Words>(LANGUAGES.map((language) => [language, flatten(resources[language], '')]))
const vietnamese = sentences.get('vi') ?? {}
const translations = LANGUAGES.filter((language) => language !== 'vi')

describe.each(translations)('the words in %s', (language) => {
  const own = sentences.get(language) ?? {}

  test('have the same keys as the Vietnamese', () => {
    // English has two plural forms; Vietnamese and Lao have one, `_other`.
    const keys = (words: Words) => new Set(Object.keys(words).filter((key) => !key.endsWith('_one')))
    expect([...keys(own)].filter((key) => !(key in vietnamese))).toEqual([])
    expect([...keys(vietnamese)].filter((key) => !(key in own))).toEqual([])
  })

  test('put the same values into their sentences as the Vietnamese', () => {
    const different = Object.keys(own)
      .filter((key) => key in vietnamese)
      .filter((key) => placeholders(own[key]) !== placeholders(vietnamese[key]))
    expect(different).toEqual([])
  })
})

test('a key with a singular in English has its plural beside it', () => {
  const english = sentences.get('en') ?? {}
  const alone = Object.keys(english).filter(
    (key) => key.endsWith('_one') && !(key.replace(/_one$/, '_other') in english),
  )
  expect(alone).toEqual([])
})

test.each(LANGUAGES)('row 68: no sentence in %s is empty', (language) => {
  const empty = Object.entries(sentences.get(language) ?? {}).filter(([, sentence]) => sentence.trim() === '')
  expect(empty.map(([key]) => key)).toEqual([])
})

test('every locale file is listed among the words', () => {
  for (const language of LANGUAGES) {
    const files = readdirSync(resolve(import.meta.dirname, '../locales', language)).map((name) =>
      name.replace('.json', ''),
    )
    expect(Object.keys(resources[language]).sort(), language).toEqual(files.sort())
  }
})

test.each(LANGUAGES)('row 68: every failure of the contract has its sentence in %s', (language) => {
  const own = sentences.get(language) ?? {}
  const codes = [...new Set(failureCodes(contract))].sort()
  expect(codes.length).toBeGreaterThan(20)
  const missing = codes.filter((code) => {
    const [feature, name] = code.split('.')
    return !(`${feature}:failures.${name}` in own)
  })
  expect(missing).toEqual([])
})

function failureCodes(node: object): string[] {
  if (isContractProcedure(node)) return Object.keys(node['~orpc'].errorMap)
  return Object.values(node).flatMap((child: unknown) =>
    typeof child === 'object' && child !== null ? failureCodes(child) : [],
  )
}

function flatten(node: object, prefix: string): Words {
  const entries = Object.entries(node).flatMap(([name, child]: [string, unknown]) => {
    const key = prefix === '' ? name : `${prefix}${prefix.includes(':') ? '.' : ':'}${name}`
    if (typeof child === 'string') return [[key, child] as const]
    return Object.entries(flatten(child as object, key))
  })
  return Object.fromEntries(entries)
}

function placeholders(sentence = ''): string {
  return [...new Set(sentence.match(/\{\{[^}]+\}\}/g) ?? [])].sort().join(' ')
}
