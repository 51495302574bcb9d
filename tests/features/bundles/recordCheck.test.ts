import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  fieldOf,
  RECORD_COLUMNS,
  RECORD_KINDS,
  type RecordKind,
  readRecord,
  sentColumns,
} from '../../../src/features/bundles/common/bundleRecords.ts'
import { acceptsOf } from '../../../src/features/bundles/common/records/acceptsOf.ts'
import type { ColumnFate } from '../../../src/features/bundles/common/records/columnFate.ts'

const EDGES = [
  ...[
    null,
    undefined,
    true,
    0,
    1,
    -1,
    2,
    2026,
    0.5,
    -0,
    2 ** 53,
    2 ** 53 - 1,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    [],
    {},
    ['a'],
  ],
  ...['', '0', 'VND', 'M', 'cccd', 'approved', 'monthly', '[]', '["poor"]', '[1]', '{}', 'Hà Thị Mé', 'a\0b', '\0'],
  ...['2026-02-29', '2024-02-29', '2024-2-29', '2026-13', '2026-12', '1951', '0000-00-00', '2026-11-02 '],
  ...['2026-11-02T03:04:05Z', '2026-11-02T03:04:05.123Z', '2026-11-02T25:04:05Z', '2026-11-02T03:04:05+07:00'],
  ...[
    '0198f6c2-7a10-7c3e-9d55-3b1f0c6a2e11',
    '0198F6C2-7A10-7C3E-9D55-3B1F0C6A2E11',
    '0198f6c2-7a10-0c3e-9d55-3b1f0c6a2e11',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '0198f6c27a107c3e9d553b1f0c6a2e11',
  ],
  ...[64, 65, 400, 401, 8000, 8001].flatMap((length) => [
    'x'.repeat(length),
    'ế'.repeat(length),
    '𝒳'.repeat(length / 2),
  ]),
]

const value = fc.oneof(
  fc.constantFrom(...EDGES),
  fc.jsonValue(),
  fc.string(),
  fc.uuid(),
  fc.integer(),
  fc.double(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
)

describe('the quick test of a record’s values', () => {
  test.each(RECORD_KINDS)('says of every column of a %s what its schema says, also when asked again', (kind) => {
    const columns = schemasOf(kind)
    for (const edge of EDGES) for (const { accepts, schema } of columns) agree(accepts, schema, edge)
    fc.assert(
      fc.property(value, (any) => {
        for (const { accepts, schema } of columns) agree(accepts, schema, any)
      }),
      { numRuns: 50 },
    )
  })

  test('refuses a record with a field missing, unknown, null or of another kind, as a strict schema does', () => {
    for (const kind of RECORD_KINDS) {
      const schema = z.strictObject({
        kind: z.literal(kind),
        ...Object.fromEntries(schemasOf(kind).map(({ field, schema }) => [field, schema])),
      })
      const good = goodRecord(kind)
      expect([kind, schema.safeParse(good).success]).toEqual([kind, true])
      for (const record of [good, ...spoilt(good)]) {
        const values: unknown[] = []
        const read = readRecord(kind, { record }, values)
        expect([record, read]).toEqual([record, schema.safeParse(record).success])
        if (read) expect(values).toEqual(sentColumns(kind).map((column) => record[fieldOf(column)]))
      }
    }
  })
})

type AnyRecord = { kind: string; [field: string]: unknown }

function agree(accepts: (any: unknown) => boolean, schema: z.ZodType, any: unknown) {
  const expected = [any, schema.safeParse(any).success]
  expect([any, accepts(any)]).toEqual(expected)
  expect([any, accepts(any)]).toEqual(expected)
}

function schemasOf(kind: RecordKind) {
  const columns: Record<string, ColumnFate> = RECORD_COLUMNS[kind].columns
  return Object.entries(columns).flatMap(([name, fate]) =>
    'schema' in fate ? [{ field: fieldOf(name), schema: fate.schema, accepts: acceptsOf(fate.schema) }] : [],
  )
}

/** The first edge or choice that each schema takes. */
function goodRecord(kind: RecordKind): AnyRecord {
  const fields = schemasOf(kind).map(({ field, schema }) => {
    const choices = schema instanceof z.ZodEnum ? schema.options : EDGES.toReversed()
    return [field, choices.find((choice) => schema.safeParse(choice).success)]
  })
  return { kind, ...Object.fromEntries(fields) }
}

function spoilt(good: AnyRecord): AnyRecord[] {
  const fields = Object.keys(good).filter((field) => field !== 'kind')
  const without = (dropped: string) =>
    // Safe: `kind` is never dropped.
    Object.fromEntries(Object.entries(good).filter(([field]) => field !== dropped)) as AnyRecord
  return [
    { ...good, kind: 'other' },
    { ...good, surplus: 1 },
    ...fields.flatMap((field) => [without(field), { ...good, [field]: null }, { ...without(field), [`${field}2`]: 1 }]),
  ]
}
