import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Places, prepareQuery } from '../../src/db/preparedQuery.ts'
import { openTestApp } from '../support/openTestApp.ts'

/** Units whose code is among some, or begins with a text, from a place in their order on. */
type Asked = { codes: string[]; start: string; from: string }

const UNITS = prepareQuery((db, { codes, start, from }: Places<Asked>) =>
  db
    .selectFrom('unit')
    .select('code')
    .where((where) => where.or([where('code', 'in', codes), where('code', 'like', start)]))
    .where('code', '>=', from)
    .where('id', 'is not', null)
    .orderBy('code'),
)

describe.each(['sqlite', 'postgres'] as const)('a prepared query on %s', (dialect) => {
  test('answers as the query written out, whatever values and however many are put in', async () => {
    const { app } = await openTestApp({ dialect })
    const database = app.holder.office?.database
    if (database === undefined) throw new Error('no office is open')
    const every = (await database.read.selectFrom('unit').select('code').orderBy('code').execute()).map(
      ({ code }) => code,
    )
    const code = fc.constantFrom(...every, "'; drop table unit", '')
    const asked = fc.record({
      codes: fc.array(code, { minLength: 1, maxLength: 4 }),
      start: fc.constantFrom('38%', '1%', 'none'),
      from: code,
    })
    await fc.assert(
      fc.asyncProperty(asked, async (values) => {
        const expected = every.filter(
          (each) =>
            (values.codes.includes(each) || (values.start !== 'none' && each.startsWith(values.start.slice(0, -1)))) &&
            each >= values.from,
        )
        expect((await UNITS.all(database.read, values)).map((row) => row.code)).toEqual(expected)
        expect((await UNITS.first(database.read, values))?.code).toBe(expected[0])
      }),
      { numRuns: 40 },
    )
  })

  test('sees what its own transaction wrote, and others do not', async () => {
    const { app } = await openTestApp({ dialect })
    const database = app.holder.office?.database
    if (database === undefined) throw new Error('no office is open')
    const setting = prepareQuery((db, { name }: Places<{ name: string }>) =>
      db.selectFrom('setting').select('value').where('name', '=', name),
    )
    await database.write(async (db) => {
      expect(await setting.first(db, { name: 'seen' })).toBeUndefined()
      await db.insertInto('setting').values({ name: 'seen', value: 'yes' }).execute()
      expect(await setting.first(db, { name: 'seen' })).toEqual({ value: 'yes' })
      expect(await setting.first(database.read, { name: 'seen' })).toBeUndefined()
    })
    expect(await setting.first(database.read, { name: 'seen' })).toEqual({ value: 'yes' })
  })
})

test('a query is built once for a length of its list, not once for a call', async () => {
  const { app } = await openTestApp()
  const database = app.holder.office?.database
  if (database === undefined) throw new Error('no office is open')
  let built = 0
  const named = prepareQuery((db, { names }: Places<{ names: string[] }>) => {
    built += 1
    return db.selectFrom('setting').select('name').where('name', 'in', names)
  })
  for (const names of [['office'], ['other'], ['office', 'other'], ['more', 'office']])
    await named.all(database.read, { names })
  expect(built).toBe(2)
})
