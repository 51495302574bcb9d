import { describe, expect, test } from 'vitest'
import { openTestApp } from '../../support/openTestApp.ts'

describe.each(['sqlite', 'postgres'] as const)('the desk of a user on %s', (dialect) => {
  test('a half-typed form is kept, offered again, and dropped when it is not wanted', async () => {
    const app = await openTestApp({ dialect })
    const form = 'ledger.receipt'
    expect(await app.client.desk.findDraft({ form })).toEqual({ draft: null })
    await app.client.desk.keepDraft({ form, id: 'first', content: '{"payer":"Công ty Hoa"}' })
    app.setNow('2026-11-21T02:05:00.000Z')
    await app.client.desk.keepDraft({ form, id: 'next', content: '{"payer":"Công ty Hoa Sen"}' })
    expect(await app.client.desk.findDraft({ form })).toEqual({
      draft: { id: 'next', content: '{"payer":"Công ty Hoa Sen"}', savedAt: '2026-11-21T02:05:00.000Z' },
    })
    expect(await app.client.desk.findDraft({ form: 'ledger.round' })).toEqual({ draft: null })
    expect(await app.clientAs(['treasurer']).desk.findDraft({ form })).toEqual({ draft: null })
    await app.client.desk.dropDraft({ form })
    await app.client.desk.dropDraft({ form })
    expect(await app.client.desk.findDraft({ form })).toEqual({ draft: null })
  })

  test('a view is kept under its name, written over under the same name, and may be the one that opens', async () => {
    const app = await openTestApp({ dialect })
    const list = 'addresses'
    const mine = app.client.desk
    const orphans = await mine.saveView({ list, name: 'Trẻ mồ côi', content: '{"search":"a"}', shared: false })
    const again = await mine.saveView({ list, name: 'Trẻ mồ côi', content: '{"search":"b"}', shared: true })
    expect(again).toEqual(orphans)
    const other = await mine.saveView({ list, name: 'Bản Ón', content: '{}', shared: false })
    await mine.saveView({ list: 'donors', name: 'Doanh nghiệp', content: '{}', shared: true })
    await mine.openWith({ list, id: other.id })
    await mine.openWith({ list, id: orphans.id })
    const view = { content: '{"search":"b"}', shared: true }
    expect((await mine.listViews({ list })).views).toEqual([
      { id: other.id, name: 'Bản Ón', content: '{}', shared: false, mine: true, isDefault: false },
      { id: orphans.id, name: 'Trẻ mồ côi', ...view, mine: true, isDefault: true },
    ])
    await mine.openWith({ list, id: null })
    expect((await mine.listViews({ list })).views.filter(({ isDefault }) => isDefault)).toEqual([])

    const theirs = app.clientAs(['officer']).desk
    expect((await theirs.listViews({ list })).views).toEqual([
      { id: orphans.id, name: 'Trẻ mồ côi', ...view, mine: false, isDefault: false },
    ])
    await expect(theirs.dropView({ id: orphans.id })).rejects.toMatchObject({ code: 'desk.notYours' })
    await expect(theirs.openWith({ list, id: orphans.id })).rejects.toMatchObject({ code: 'desk.notYours' })
    await mine.dropView({ id: orphans.id })
    expect((await mine.listViews({ list })).views.map(({ name }) => name)).toEqual(['Bản Ón'])
  })
})
