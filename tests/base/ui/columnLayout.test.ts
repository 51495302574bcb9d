import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ColumnLayout,
  columnWidth,
  isShown,
  NO_LAYOUT,
  orderedColumns,
  readLayout,
  withMoved,
  withWidth,
} from '../../../src/base/ui/columnLayout.ts'
import type { ListColumn } from '../../../src/base/ui/listColumn.ts'

const column = (key: string, more: Partial<ListColumn<unknown>> = {}): ListColumn<unknown> => ({
  key,
  title: key,
  render: () => key,
  ...more,
})
const columns = ['name', 'birth', 'village', 'amount'].map((key) => column(key))
const keysOf = (layout: ColumnLayout, from = columns) => orderedColumns(from, layout).map(({ key }) => key)

describe('the order of columns', () => {
  test('is the one the list was written with until the user changes it', () => {
    expect(keysOf(NO_LAYOUT)).toEqual(['name', 'birth', 'village', 'amount'])
  })

  test('keeps the naming column first whatever was stored', () => {
    expect(keysOf({ ...NO_LAYOUT, order: ['amount', 'name', 'birth'] })).toEqual(['name', 'amount', 'birth', 'village'])
  })

  test('puts a column new in this version after its neighbour', () => {
    const layout = { ...NO_LAYOUT, order: ['name', 'amount', 'birth'] }
    expect(keysOf(layout)).toEqual(['name', 'amount', 'birth', 'village'])
  })

  test('never loses or doubles a column', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('name', 'birth', 'village', 'amount', 'gone')), (stored) => {
        const order = [...new Set(stored)]
        expect(keysOf({ ...NO_LAYOUT, order }).toSorted()).toEqual(['amount', 'birth', 'name', 'village'])
      }),
    )
  })

  test('moves one place at a time and not past the naming column or the end', () => {
    const order = keysOf(NO_LAYOUT)
    expect(keysOf(withMoved(NO_LAYOUT, order, { key: 'village', by: -1 }))).toEqual([
      'name',
      'village',
      'birth',
      'amount',
    ])
    expect(withMoved(NO_LAYOUT, order, { key: 'birth', by: -1 })).toBe(NO_LAYOUT)
    expect(withMoved(NO_LAYOUT, order, { key: 'amount', by: 1 })).toBe(NO_LAYOUT)
    expect(withMoved(NO_LAYOUT, order, { key: 'name', by: 1 })).toBe(NO_LAYOUT)
  })
})

describe('a stored layout', () => {
  test('comes back as it was written', () => {
    const layout = withWidth({ ...NO_LAYOUT, shown: { birth: false }, order: ['name', 'amount'] }, 'name', 18.5)
    expect(readLayout(JSON.stringify(layout))).toEqual(layout)
  })

  test.each([null, '', 'nonsense', '[]', '{"order":"name"}', '{"order":[],"shown":{},"widths":{"name":-4}}'])(
    'that reads %j counts as none',
    (stored) => expect(readLayout(stored)).toBe(NO_LAYOUT),
  )
})

test('a column can be dragged neither away nor wider than any screen', () => {
  expect(columnWidth(column('name'), withWidth(NO_LAYOUT, 'name', -20))).toBe(3)
  expect(columnWidth(column('name'), withWidth(NO_LAYOUT, 'name', 900))).toBe(60)
})

test('a column hidden at first shows once the user asks for it', () => {
  const hidden = column('phone', { hidden: true })
  expect(isShown(hidden, NO_LAYOUT)).toBe(false)
  expect(isShown(hidden, { ...NO_LAYOUT, shown: { phone: true } })).toBe(true)
})
