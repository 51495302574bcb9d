import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BookKindName } from '../../../../src/features/bundles/common/books/bookColumns.ts'
import {
  type BookRow,
  sameTotals,
  totalsBetween,
  totalsOf,
} from '../../../../src/features/bundles/common/books/bookTotals.ts'
import { idOf, splitBook } from '../../../../src/features/bundles/common/books/splitRules.ts'
import { settleRows } from '../../../../src/features/bundles/core/books/settleRows.ts'

type Rows = Map<BookKindName, BookRow[]>

const UNITS = ['unit-b', 'unit-c', 'unit-d']

/** A book of a few villages, families, sponsors and papers, with receipts over several families, free purposes and reversals. */
const randomBook = fc
  .record({
    families: fc.array(
      fc.record({
        village: fc.integer({ min: -1, max: 3 }),
        donor: fc.integer({ min: 0, max: 4 }),
        given: fc.array(
          fc.record({
            amount: fc.integer({ min: 0, max: 9_000_000 }),
            goods: fc.integer({ min: 0, max: 900 }),
            channel: fc.constantFrom('fund', 'direct', 'local'),
            currency: fc.constantFrom('VND', 'LAK'),
            day: fc.constantFrom('2025-11-03', '2026-02-28', '2026-09-30'),
          }),
          { maxLength: 4 },
        ),
      }),
      { maxLength: 9 },
    ),
    receipts: fc.array(
      fc.record({
        donor: fc.integer({ min: 0, max: 4 }),
        parts: fc.array(
          fc.record({ family: fc.integer({ min: -1, max: 8 }), amount: fc.integer({ min: 1, max: 5_000_000 }) }),
          { minLength: 1, maxLength: 4 },
        ),
        voided: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
    payouts: fc.array(
      fc.record({ family: fc.integer({ min: -1, max: 8 }), amount: fc.integer({ min: 1, max: 900_000 }) }),
      { maxLength: 3 },
    ),
  })
  .map(bookOf)

test('row 79: however a book is split, every row has one owner and no dong is in two parts or in none', () => {
  fc.assert(
    fc.property(randomBook, fc.integer({ min: 2, max: 3 }), fc.infiniteStream(fc.nat(2)), (rows, count, choices) => {
      const units = UNITS.slice(0, count)
      const answers = new Map<string, string>()
      let split = splitBook({ rows, units, answers })
      // Later questions depend on earlier answers: a person goes on until none is left.
      for (let open = openOf(split); open.length > 0; open = openOf(split)) {
        for (const { kind, subject } of open) {
          answers.set(`${kind} ${subject}`, units[(choices.next().value ?? 0) % count] ?? '')
        }
        split = splitBook({ rows, units, answers })
      }
      const parts = units.map((unit) => partOf(rows, (row) => split.unitOf.get(idOf(row)) === unit))
      const owned = parts.reduce((sum, part) => sum + sizeOf(part), 0)
      expect(owned).toBe(sizeOf(rows))
      const left = parts.reduce((rest, part) => totalsBetween(totalsOf(part), rest), totalsOf(rows))
      expect(left).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('row 79: the money of a receipt goes with each family, the receipt itself stays whole with one part', () => {
  const rows = bookOf({
    families: [
      { village: 0, donor: 0, given: [] },
      { village: 1, donor: 0, given: [] },
    ],
    receipts: [
      {
        donor: 0,
        parts: [
          { family: 0, amount: 6 },
          { family: 1, amount: 4 },
        ],
        voided: false,
      },
    ],
    payouts: [],
  })
  const answers = new Map([
    ['keeper keeper', 'unit-c'],
    ['partVillage village-0', 'unit-b'],
    ['partVillage village-1', 'unit-c'],
    ['partVillage village-2', 'unit-c'],
    ['partVillage village-3', 'unit-c'],
    ['partReceipt receipt-0', 'unit-b'],
    ['partDonor donor-0', 'unit-b'],
  ])
  const { unitOf } = splitBook({ rows, units: ['unit-b', 'unit-c'], answers })
  expect(['receipt-0', 'allocation-0-0', 'allocation-0-1'].map((id) => unitOf.get(id))).toEqual([
    'unit-b',
    'unit-b',
    'unit-c',
  ])
})

test('row 79: a book that becomes the new unit’s keeps every sum, whatever a person says of what stands in both', () => {
  fc.assert(
    fc.property(
      randomBook,
      fc.array(fc.constantFrom('same', 'different', 'Bản khác'), { minLength: 8, maxLength: 8 }),
      (rows, said) => {
        const answers = new Map([
          ['series receipt:PT', 'PT-15013'],
          ...said.map((answer, index): [string, string] => [
            index < 4 ? `village village-${index}|mine-${index}` : `donor donor-${index - 4}|mine-${index}`,
            answer,
          ]),
        ])
        const book = { head: {} as never, fromUnit: 'old', fromCode: '15013', rows, copies: [], taken: [] }
        const settled = settleRows({ book, toUnit: 'new', fromName: 'Xã Cũ', communeName: 'Mới', answers, now: 'now' })
        const money = (kinds: ReadonlyMap<BookKindName, readonly BookRow[]>) =>
          totalsOf(new Map([...kinds].filter(([kind]) => kind !== 'village')))
        expect(sameTotals(money(settled), money(rows))).toBe(true)
        for (const [kind, list] of settled) {
          if (kind === 'roundLineInstalment') continue
          expect(list.every((row) => row.owner_unit === 'new')).toBe(true)
        }
        const numbers = (kinds: ReadonlyMap<BookKindName, readonly BookRow[]>) =>
          (kinds.get('receipt') ?? []).map((row) => `${row.number}/${row.year}`)
        expect(numbers(settled)).toEqual(numbers(rows))
      },
    ),
    { numRuns: 200 },
  )
})

interface Wanted {
  families: {
    village: number
    donor: number
    given: { amount: number; goods: number; channel: string; currency: string; day: string }[]
  }[]
  receipts: { donor: number; parts: { family: number; amount: number }[]; voided: boolean }[]
  payouts: { family: number; amount: number }[]
}

function bookOf({ families, receipts, payouts }: Wanted): Rows {
  const rows: Rows = new Map()
  const add = (kind: BookKindName, id: string, values: BookRow) => {
    const row = { id, owner_unit: 'old', version: 1, created_at: '2026-01-01T00:00:00Z', ...values }
    rows.set(kind, [...(rows.get(kind) ?? []), row])
  }
  const pairingOf = (family: number) => (family >= 0 && family < families.length ? `pairing-${family}` : null)
  for (const index of [0, 1, 2, 3]) add('village', `village-${index}`, { commune_id: 'old', name: `Bản ${index}` })
  for (const index of [0, 1, 2, 3, 4]) {
    add('donor', `donor-${index}`, { name: `Ông ${index}`, merged_into: null, phone: null, tax_code: null })
  }
  families.forEach(({ village, donor, given }, index) => {
    const address_id = `address-${index}`
    const village_id = village < 0 ? null : `village-${village}`
    add('person', `person-${index}`, { full_name: `Người ${index}`, household_id: null })
    add('address', address_id, {
      village_id,
      person_id: `person-${index}`,
      household_id: null,
      commune_id: 'old',
      display_name: `Người ${index}`,
      former_address: null,
    })
    const pairing_id = `pairing-${index}`
    add('pairing', pairing_id, { address_id, donor_id: `donor-${donor}`, currency: 'VND' })
    given.forEach(({ amount, goods, channel, currency, day }, at) => {
      add('delivery', `delivery-${index}-${at}`, {
        address_id,
        pairing_id,
        donor_id: `donor-${donor}`,
        on_day: day,
        channel,
        source: 'own',
        purpose: null,
        help_form: 'cash',
        amount,
        goods_value: goods,
        currency,
        reverses: null,
      })
    })
  })
  receipts.forEach(({ donor, parts, voided }, index) => {
    const amount = parts.reduce((sum, part) => sum + part.amount, 0)
    for (const sign of voided ? [1, -1] : [1]) {
      const id = sign === 1 ? `receipt-${index}` : `void-${index}`
      add('receipt', id, {
        series: 'PT',
        year: 2026,
        number: index + 1,
        on_day: '2026-03-04',
        donor_id: `donor-${donor}`,
        payer_name: 'Ông',
        amount: sign * amount,
        currency: 'VND',
        method: 'cash',
        source: 'own',
        purpose: null,
        reverses: sign === 1 ? null : `receipt-${index}`,
      })
      parts.forEach((part, at) => {
        const pairing_id = pairingOf(part.family)
        add('allocation', `${sign === 1 ? 'allocation' : 'back'}-${index}-${at}`, {
          receipt_id: id,
          pairing_id,
          house_id: null,
          purpose: pairing_id === null ? 'Tết' : null,
          amount: sign * part.amount,
          currency: 'VND',
        })
      })
    }
  })
  payouts.forEach(({ family, amount }, index) => {
    const pairing_id = pairingOf(family)
    add('payout', `payout-${index}`, {
      kind: 'refund',
      series: 'PC',
      year: 2026,
      number: index + 1,
      on_day: '2026-04-05',
      donor_id: null,
      payee_name: 'Ông',
      amount,
      currency: 'VND',
      pairing_id,
      house_id: null,
      purpose: pairing_id === null ? 'Tết' : null,
      to_pairing_id: null,
      to_house_id: null,
      to_purpose: null,
      reverses: null,
    })
  })
  return rows
}

function openOf({ questions }: ReturnType<typeof splitBook>) {
  return questions.filter(({ answer }) => answer === null)
}

function partOf(rows: Rows, isIn: (row: BookRow) => boolean): Rows {
  return new Map([...rows].map(([kind, list]) => [kind, list.filter(isIn)]))
}

function sizeOf(rows: Rows): number {
  return [...rows.values()].reduce((sum, list) => sum + list.length, 0)
}
