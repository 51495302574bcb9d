import { describe, expect, test } from 'vitest'
import { insertRecord } from '../../../src/db/recordWriter.ts'
import type { LogFilter } from '../../../src/features/history/common/logSchemas.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { TEST_USER } from '../../support/officeTemplate.ts'
import { openTestApp, type TestClient } from '../../support/openTestApp.ts'
import { apply, registerOf, stage } from '../imports/importFiles.ts'
import { donorFields } from '../pairings/pairingOffice.ts'

async function twoFiles(dialect: 'sqlite' | 'postgres') {
  const office = await openTestApp({ dialect })
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const add = async (name: string) =>
    (await office.client.addresses.add({ fields: addressFields({ name, villageId, note: 'Cuối bản' }) })).id
  return { ...office, kept: await add('Đặng Thị Đào'), other: await add('Đặng Thị Đao') }
}

describe.each(['sqlite', 'postgres'] as const)('row 63: the change log on %s', (dialect) => {
  test('tells the field, the old and the new value, who and when', async () => {
    const { client, kept } = await twoFiles(dialect)
    const file = await client.addresses.get({ id: kept })
    const fields = { ...file.fields, villageId: file.fields.villageId ?? '', note: 'Đầu bản' }
    await client.addresses.update({ id: kept, version: file.version, fields })
    const { entries } = await client.history.forRecord({ table: 'address', id: kept })
    const [latest] = entries
    const change = latest?.records.flatMap((record) => record.changes).find(({ field }) => field === 'note')
    expect(change).toMatchObject({ before: { raw: 'Cuối bản' }, after: { raw: 'Đầu bản' } })
    expect(latest?.at).toMatch(/^2026-11-21T/)
    if (dialect === 'sqlite') expect(latest?.userName).toBe(TEST_USER)
  })

  test('tells of a deletion and of what came back', async () => {
    const { client, kept } = await twoFiles(dialect)
    await client.addresses.remove({ id: kept })
    await client.addresses.restore({ id: kept })
    const { entries } = await client.history.forRecord({ table: 'address', id: kept })
    const ops = entries.flatMap((entry) => entry.records.filter(({ rowId }) => rowId === kept).map(({ op }) => op))
    expect(ops.slice(0, 2)).toEqual(['restore', 'delete'])
  })

  test('tells of a merge, in the story of the file that stays', async () => {
    const { app, client, kept, other } = await twoFiles(dialect)
    await client.duplicates.merge({ kind: 'address', survivorId: kept, otherId: other })
    const { entries } = await client.history.forRecord({ table: 'address', id: kept })
    const rows = entries.flatMap((entry) => entry.records.map(({ rowId }) => rowId))
    expect(rows).toContain(kept)
    expect(rows).toContain(other)
    const merged = await app.holder
      .office!.database.read.selectFrom('journal')
      .selectAll()
      .where('row_id', '=', other)
      .where('new_values', 'like', `%${kept}%`)
      .execute()
    expect(merged.map(({ user_id }) => user_id)).not.toEqual([])
  })

  test('of the whole office is one entry a command, the latest first, with names and pages', async () => {
    const { client, kept, other } = await twoFiles(dialect)
    await client.duplicates.merge({ kind: 'address', survivorId: kept, otherId: other })
    await client.addresses.remove({ id: kept })
    const { entries, next } = await client.history.log()
    expect(entries.map(({ kind }) => kind)).toEqual(['removed', 'merged', 'made', 'made', 'made'])
    expect(next).toBeNull()
    expect(entries[0]?.records[0]).toMatchObject({
      table: 'address',
      name: 'Đặng Thị Đào',
      path: `/addresses/${kept}`,
      addressId: kept,
    })
    expect(entries[1]?.records[0]?.name).toBe('Đặng Thị Đao → Đặng Thị Đào')
    expect((await client.addresses.get({ id: kept })).deleted).toBe(true)
  })

  test('is narrowed by who, when, kind of record and kind of change', async () => {
    const { app, client, clientAs, kept, setNow } = await twoFiles(dialect)
    setNow('2026-11-22T02:00:00.000Z')
    const officer = clientAs(['officer'])
    const { id: donorId } = await officer.donors.add({ fields: donorFields({ name: 'Chùa Chặng' }) })
    await client.addresses.remove({ id: kept })
    await client.history.undoLast()
    const kinds = async (filter: LogFilter) => (await client.history.log({ filter })).entries.map(({ kind }) => kind)
    expect(await kinds({ group: 'donors' })).toEqual(['made'])
    expect(await kinds({ kind: 'removed' })).toEqual(['removed'])
    expect(await kinds({ kind: 'undone' })).toEqual(['undone'])
    expect(await kinds({ from: '2026-11-22' })).toEqual(['undone', 'removed', 'made'])
    expect(await kinds({ to: '2026-11-21', group: 'people' })).toEqual(['made', 'made'])
    const made = await app.holder
      .office!.database.read.selectFrom('journal')
      .select('user_id')
      .where('row_id', '=', donorId)
      .executeTakeFirstOrThrow()
    expect(await kinds({ userId: made.user_id })).toEqual(['made'])
    if (dialect === 'sqlite')
      expect((await client.history.people()).people.map(({ name }) => name)).toEqual([TEST_USER])
  })

  test('of an import is one entry that opens to its rows; so is taking it back', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const people = ['Lò Văn Một', 'Lò Văn Hai', 'Lò Văn Ba']
    const staged = await stage(office, await registerOf(people.map((name) => ({ name }))))
    await apply(office, staged.batchId)
    office.setNow('2026-11-21T04:00:00.000Z')
    await client.imports.undo({ batchId: staged.batchId })
    const { entries } = await client.history.log()
    expect(entries.map(({ kind }) => kind).slice(0, 2)).toEqual(['undone', 'imported'])
    const imported = entries[1]!
    expect(imported.batch?.fileName).toMatch(/xlsx$/)
    expect(imported.batch?.counts).toContainEqual({ table: 'address', count: 3 })
    expect(imported.size).toBe(imported.batch?.counts.reduce((sum, { count }) => sum + count, 0))
    const seen: string[] = []
    for (let before: number | undefined; ; ) {
      const page = await client.history.logRows({ journalId: imported.journalId, before, limit: 2 })
      seen.push(...page.records.filter(({ table }) => table === 'address').map(({ name }) => name ?? ''))
      if (page.next === null) break
      before = page.next
    }
    expect(seen.sort()).toEqual([...people].sort())
  })

  test('comes in pages by the change number: nothing is told twice or left out', async () => {
    const { app, client, unitId } = await twoFiles(dialect)
    const write = (commandId: string, names: string[]) =>
      app.holder.office!.database.write(async (db) => {
        const writer = { userId: 'test', unitId, now: '2026-11-22T02:00:00.000Z', commandId }
        for (const name of names)
          await insertRecord(db, writer, { table: 'village', values: villageNamed(name, unitId) })
      })
    // The same command in two transactions, with other work in between.
    await write('twice', ['Bản Một'])
    await write('between', ['Bản Hai', 'Bản Ba'])
    await write('twice', ['Bản Bốn'])
    const whole = (await client.history.log()).entries.map(({ journalId }) => journalId)
    const inPages: string[] = []
    for (let before: number | undefined; ; ) {
      const page = await client.history.log({ before, limit: 1 })
      inPages.push(...page.entries.map(({ journalId }) => journalId))
      if (page.next === null) break
      before = page.next
    }
    expect(inPages).toEqual(whole)
    expect(whole).toHaveLength(5)
  })

  test('shows numbers of identity papers, old ones too, only to those who may see them', async () => {
    const { client, clientAs, kept } = await twoFiles(dialect)
    const { version, fields } = await client.addresses.get({ id: kept })
    const villageId = fields.villageId ?? ''
    const numbers = { idNumber: '038150000001', formerIdNumber: '171234567' }
    await client.addresses.update({ id: kept, version, fields: { ...fields, villageId, ...numbers } })
    const told = async (reader: TestClient) => {
      const { entries } = await reader.history.log()
      return JSON.stringify([entries, await reader.history.logRows({ journalId: entries[0]!.journalId })])
    }
    for (const number of Object.values(numbers)) {
      expect(await told(client)).toContain(number)
      expect(await told(clientAs(['auditor']))).not.toContain(number)
    }
  })
})

function villageNamed(name: string, unitId: string) {
  return { commune_id: unitId, name, head_name: null, head_phone: null, search: name, sort_key: name }
}
