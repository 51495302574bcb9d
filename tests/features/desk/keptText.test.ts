import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keptText, readKeptText } from '../../../src/features/desk/ui/keptText.ts'

interface Form {
  name: string
  day: string | undefined
  amount: number | undefined
  village: { id: string; label: string } | undefined
  note: string | null
}

const form: fc.Arbitrary<Form> = fc.record({
  name: fc.string(),
  day: fc.option(fc.constant('2026-11-21'), { nil: undefined }),
  amount: fc.option(fc.nat(), { nil: undefined }),
  village: fc.option(fc.record({ id: fc.uuid(), label: fc.string() }), { nil: undefined }),
  note: fc.option(fc.string(), { nil: null }),
})

describe('what is kept of a half-typed form', () => {
  test('gives the form back as it stood, whatever was typed or emptied', () => {
    fc.assert(
      fc.property(form, form, fc.boolean(), (start, values, editing) => {
        const text = keptText({ start, values, editing })
        const again = text === null ? start : { ...start, ...readKeptText<Form>(text) }
        expect(again).toEqual(values)
      }),
    )
  })

  test('is nothing while the form stands as it started', () => {
    fc.assert(
      fc.property(form, fc.boolean(), (start, editing) => {
        expect(keptText({ start, values: { ...start }, editing })).toBeNull()
      }),
    )
  })

  const start: Form = { name: '', day: '2026-11-21', amount: undefined, village: undefined, note: null }

  test('of a new record is the whole form: the day of the evening stays when it is taken up the next morning', () => {
    const text = keptText({ start, values: { ...start, name: 'Hà Văn Ón' }, editing: false }) ?? ''
    const nextMorning = { ...start, day: '2026-11-22' }
    expect({ ...nextMorning, ...readKeptText<Form>(text) }).toMatchObject({ name: 'Hà Văn Ón', day: '2026-11-21' })
  })

  test('of a record being changed is only what was typed: what somebody else wrote meanwhile stays', () => {
    const text = keptText({ start, values: { ...start, day: undefined }, editing: true }) ?? ''
    const changedElsewhere = { ...start, note: 'Đã chuyển về bản Na' }
    expect({ ...changedElsewhere, ...readKeptText<Form>(text) }).toEqual({ ...changedElsewhere, day: undefined })
  })
})
