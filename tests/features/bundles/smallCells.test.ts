import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Cell,
  foldSmallCells,
  mayBeTold,
  SMALLEST_CELL,
} from '../../../src/features/bundles/common/shares/smallCells.ts'

const sum = (one: number, other: number) => one + other
const FIXED = 1

/** Cells under a quarter, a district and a village, over a few people, some of them named. */
const cellsOf = fc
  .array(
    fc.record({
      heading: fc.tuple(fc.constantFrom('q1', 'q2'), fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3')),
      member: fc.nat({ max: 25 }),
      value: fc.integer({ min: 1, max: 1000 }),
    }),
    { maxLength: 60, size: 'max' },
  )
  .map((facts) => {
    const cells = new Map<string, Cell<number>>()
    for (const { heading, member, value } of facts) {
      const before = cells.get(heading.join())
      const members = new Map([...(before?.members ?? []), [String(member), { named: member % 5 === 0 }] as const])
      cells.set(heading.join(), { heading, members, value: (before?.value ?? 0) + value })
    }
    return [...cells.values()]
  })

describe('figures of few people', () => {
  test('row 66: no cell told has fewer than five, and none whose others could be told from those who go by name', () => {
    fc.assert(
      fc.property(cellsOf, (cells) => {
        const folded = foldSmallCells(cells, { fixed: FIXED, merge: sum })
        for (const cell of folded.cells) {
          const unnamed = [...cell.members.values()].filter((member) => !member.named).length
          expect(cell.members.size).toBeGreaterThanOrEqual(SMALLEST_CELL)
          expect(unnamed === 0 || unnamed >= SMALLEST_CELL).toBe(true)
        }
        for (const cell of folded.heldBack) expect(mayBeTold(cell)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('nothing is lost or counted twice: every figure is told once or held back, and headings stand once', () => {
    fc.assert(
      fc.property(cellsOf, (cells) => {
        const { cells: told, heldBack } = foldSmallCells(cells, { fixed: FIXED, merge: sum })
        const total = (list: readonly Cell<number>[]) => list.reduce((all, cell) => all + cell.value, 0)
        expect(total(told) + total(heldBack)).toBe(total(cells))
        const headings = told.map((cell) => JSON.stringify(cell.heading))
        expect(new Set(headings).size).toBe(headings.length)
      }),
      { numRuns: 500 },
    )
  })

  test('who knows a quarter’s true total learns of no smaller group: what is held back stands alone in its quarter', () => {
    fc.assert(
      fc.property(cellsOf, (cells) => {
        const { cells: told, heldBack } = foldSmallCells(cells, { fixed: FIXED, merge: sum })
        for (const { heading } of heldBack) expect(told.filter((cell) => cell.heading[0] === heading[0])).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('what is left over takes the smallest neighbour with it, so that it cannot be told by elimination', () => {
    const of = (village: string, size: number): Cell<number> => ({
      heading: ['q1', 'a', village],
      members: new Map(Array.from({ length: size }, (_, index) => [`${village}${index}`, { named: false }])),
      value: size,
    })
    const { cells } = foldSmallCells([of('1', 20), of('2', 7), of('3', 2)], { fixed: FIXED, merge: sum })
    expect(cells.map(({ heading, value }) => [heading, value])).toEqual([
      [['q1', 'a', '1'], 20],
      [['q1', 'a', null], 9],
    ])
  })
})
