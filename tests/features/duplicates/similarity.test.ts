import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Evidence,
  likenessOf,
  type PersonFacts,
  preparePerson,
  WORTH_A_LOOK,
} from '../../../src/features/duplicates/common/rules.ts'
import { labelledPairs } from '../../fixtures/duplicates/labelledPairs.ts'

const someone: PersonFacts = {
  name: 'Đặng Thị Đào',
  otherName: null,
  sex: 'F',
  birthDay: '1970',
  idNumber: null,
  phone: null,
  village: 'Bản Ón',
  commune: 'Na Mèo',
}

function compare(one: Partial<PersonFacts>, other: Partial<PersonFacts>) {
  return likenessOf(preparePerson({ ...someone, ...one }), preparePerson({ ...someone, ...other }))
}

function nameEvidence(one: string, other: string): Evidence | undefined {
  return compare({ name: one }, { name: other }).evidence[0]
}

describe('who may be the same person', () => {
  it('row 40: recall and false alarms on the fixed Vietnamese set stay within bounds', () => {
    const pairs = labelledPairs().map((pair) => ({
      ...pair,
      found: likenessOf(preparePerson(pair.one), preparePerson(pair.other)).score >= WORTH_A_LOOK,
    }))
    const same = pairs.filter((pair) => pair.same)
    const different = pairs.filter((pair) => !pair.same)
    const missed = same.filter((pair) => !pair.found)
    const alarms = different.filter((pair) => pair.found)
    const recall = 1 - missed.length / same.length
    const falseAlarms = alarms.length / different.length
    process.stdout.write(
      `labelled pairs: ${pairs.length}, recall ${(recall * 100).toFixed(1)} %, false alarms ${(falseAlarms * 100).toFixed(1)} %\n${[...missed, ...alarms].map(({ line }) => `  ${line}\n`).join('')}`,
    )
    expect(pairs.length).toBeGreaterThanOrEqual(200)
    expect(recall).toBeGreaterThanOrEqual(0.95)
    expect(falseAlarms).toBeLessThanOrEqual(0.08)
  })

  it('row 41: "Dang Thi Dao" 1970 is "Đặng Thị Đào" 1970, in any order and any place of the tone', () => {
    expect(compare({}, { name: 'Dang Thi Dao' }).score).toBeGreaterThanOrEqual(WORTH_A_LOOK)
    expect(compare({}, { name: 'ĐÀO ĐẶNG THỊ' }).score).toBeGreaterThanOrEqual(WORTH_A_LOOK)
    expect(nameEvidence('Hà Thị Hoà', 'Hà Thị Hòa')).toBe('sameName')
    expect(nameEvidence('Vi Thị Thuỷ', 'Vi Thị Thủy')).toBe('sameName')
    expect(nameEvidence('Lê Thị Mỹ', 'Lê Thị Mĩ')).toBe('sameName')
  })

  it('other marks are another name when both were typed with marks', () => {
    expect(nameEvidence('Lê Văn Đường', 'Lê Văn Dương')).toBe('otherMarks')
    expect(nameEvidence('Lê Văn Hùng', 'Lê Văn Hưng')).toBe('otherMarks')
    expect(nameEvidence('Le Van Hung', 'Lê Văn Hưng')).toBe('sameNameNoMarks')
  })

  it('a missing middle name and a slip of one letter are near, a short given name is not', () => {
    expect(nameEvidence('Lò Mơ', 'Lò Thị Mơ')).toBe('missingMiddle')
    expect(nameEvidence('Lò Văn Thương', 'Lò Văn Thươg')).toBe('oneLetter')
    expect(nameEvidence('Lò Thị Lan', 'Lò Thị Lai')).toBe('otherName')
  })

  it('the other name of a person counts as theirs', () => {
    const known = compare({ otherName: 'Lò Thị Mẩy' }, { name: 'Lò Thị Mẩy' })
    expect(known.evidence[0]).toBe('sameName')
  })

  it('the same ID number outweighs a name typed otherwise; another sex speaks against', () => {
    const number = { idNumber: '038170000001' }
    expect(compare({ ...number, name: 'Đặng Đào' }, { ...number, village: 'Bản Bo' }).evidence).toContain(
      'sameIdNumber',
    )
    expect(compare({}, { sex: 'M' }).score).toBeLessThan(compare({}, {}).score)
  })

  it('comparing is symmetric', () => {
    const people = labelledPairs().flatMap(({ one, other }) => [one, other])
    const pick = fc.constantFrom(...people)
    fc.assert(
      fc.property(pick, pick, (one, other) => {
        const there = likenessOf(preparePerson(one), preparePerson(other))
        expect(likenessOf(preparePerson(other), preparePerson(one))).toEqual(there)
      }),
      { numRuns: 2000 },
    )
  })
})
