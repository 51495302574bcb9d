import { validate, version } from 'uuid'
import { expect, test } from 'vitest'
import { recordIdSequence } from '../../../src/features/imports/core/recordIdSequence.ts'

test('ids of a sequence are UUIDv7, all different and in the order they are taken', () => {
  const next = recordIdSequence()
  const ids = Array.from({ length: 5000 }, next)
  expect(ids.filter((id) => validate(id) && version(id) === 7).length).toBe(5000)
  expect(new Set(ids).size).toBe(5000)
  expect(ids).toEqual([...ids].sort())
  expect(recordIdSequence()()).not.toBe(ids[0])
})
