import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { newRecordId, sharedRecordId } from '../../../src/base/common/recordId.ts'
import type { AddressFields } from '../../../src/features/addresses/common/addressSchemas.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { clientWith, openTestApp, reopen, TEST_NOW, type TestApp } from '../../support/openTestApp.ts'

async function addAddress(
  { app, client, unitId }: TestApp,
  person: Partial<AddressFields> = {},
): Promise<{ id: string; villageId: string }> {
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  const fields = addressFields({ name: 'Lò Thị Pành', villageId, ...person })
  return { ...(await client.addresses.add({ fields })), villageId }
}

async function change({ client }: TestApp, id: string, changes: Partial<AddressFields>): Promise<void> {
  const { version, fields } = await client.addresses.get({ id })
  await client.addresses.update({ id, version, fields: { ...fields, ...changes } as AddressFields })
}

async function namesOf({ client }: TestApp): Promise<string[]> {
  return (await client.addresses.list({})).rows.map((row) => row.displayName)
}

describe.each(['sqlite', 'postgres'] as const)('history on %s', (dialect) => {
  test('adding an address is one entry, undone as a whole and done again as a whole', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office, { birthDay: '1950' })
    const { entries } = await office.client.history.forRecord({ table: 'address', id })
    expect(entries).toHaveLength(1)
    expect(entries[0]?.records.map(({ table, op }) => [table, op])).toEqual([
      ['address_step', 'insert'],
      ['address', 'insert'],
      ['person', 'insert'],
    ])
    const undone = await office.client.history.undo({ journalId: entries[0]!.journalId })
    expect(undone).toMatchObject({ table: 'address', op: 'insert', name: 'Lò Thị Pành', size: 3 })
    expect(await namesOf(office)).toEqual([])
    await office.client.history.redoLast()
    expect(await namesOf(office)).toEqual(['Lò Thị Pành'])
    const file = await office.client.addresses.get({ id })
    expect([file.deleted, file.fields.birthDay, file.steps.length]).toEqual([false, '1950', 1])
  })

  test('a change is read back with old and new values, codes and places in words', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office)
    const villageId = await addVillage(office.app, { name: 'Bản Cha Khót', unitId: office.unitId })
    office.setNow('2026-11-21T03:00:00.000Z')
    await change(office, id, { villageId, mainCategory: 'orphan', monthlyNeed: 500_000 })
    const { entries } = await office.client.history.forRecord({ table: 'address', id })
    expect(entries[0]).toMatchObject({ at: '2026-11-21T03:00:00.000Z', act: 'work', undone: false, undoable: true })
    const changes = entries[0]!.records.flatMap((record) => record.changes)
    expect(changes).toContainEqual({
      field: 'main_category',
      kind: 'words',
      before: { raw: 'poor', words: expect.objectContaining({ vi: 'Hộ nghèo', lo: 'ຄອບຄົວທຸກຍາກ' }) },
      after: { raw: 'orphan', words: expect.objectContaining({ vi: 'Trẻ mồ côi', en: 'Orphan' }) },
    })
    expect(changes.find(({ field }) => field === 'village_id')?.after?.words?.vi).toBe('Bản Cha Khót')
    expect(changes).toContainEqual({ field: 'monthly_need', kind: 'money', before: null, after: { raw: 500_000 } })
    expect(changes.map(({ field }) => field)).not.toContain('search')
  })

  test('undoing an update brings the old values back and is itself written down', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office)
    await change(office, id, { name: 'Lò Thị Panh', phone: '0912345678' })
    const { entries } = await office.client.history.forRecord({ table: 'address', id })
    await office.client.history.undo({ journalId: entries[0]!.journalId })
    const { fields } = await office.client.addresses.get({ id })
    expect([fields.name, fields.phone]).toEqual(['Lò Thị Pành', null])
    const after = await office.client.history.forRecord({ table: 'address', id })
    expect(after.entries.map(({ act, undone }) => [act, undone])).toEqual([
      ['undo', false],
      ['work', true],
      ['work', false],
    ])
    const again = await office.client.history.undo({ journalId: entries[0]!.journalId }).catch(failureOf)
    expect(again).toMatchObject({ code: 'history.alreadyUndone' })
  })

  test('what was changed since is named instead of overwritten, and nothing of the command is undone', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office)
    await change(office, id, { needs: 'Gạo', phone: '0912345678' })
    const { entries } = await office.client.history.forRecord({ table: 'address', id })
    await change(office, id, { needs: 'Gạo và chăn ấm' })
    const failed = await office.client.history.undo({ journalId: entries[0]!.journalId }).catch(failureOf)
    expect(failed).toEqual({ code: 'history.changedSince', params: { table: 'address', fields: 'needs' } })
    const { fields } = await office.client.addresses.get({ id })
    expect([fields.needs, fields.phone]).toEqual(['Gạo và chăn ấm', '0912345678'])
  })

  test('a change of other fields does not stand in the way', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office)
    await change(office, id, { needs: 'Gạo' })
    const { entries } = await office.client.history.forRecord({ table: 'address', id })
    await change(office, id, { wish: 'Được đi học' })
    await office.client.history.undo({ journalId: entries[0]!.journalId })
    const { fields } = await office.client.addresses.get({ id })
    expect([fields.needs, fields.wish]).toEqual([null, 'Được đi học'])
  })

  test('further categories come back with the address, for searching too', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office, { otherCategories: ['orphan'] })
    await change(office, id, { otherCategories: ['disability', 'poorPupil'] })
    const { entries } = await office.client.history.forRecord({ table: 'address', id })
    const changed = entries[0]!.records[0]!.changes.find(({ field }) => field === 'other_categories')
    expect(changed?.after?.words?.vi).toBe('Người khuyết tật, Học sinh nghèo')
    await office.client.history.undoLast()
    expect((await office.client.addresses.get({ id })).fields.otherCategories).toEqual(['orphan'])
    expect((await office.client.addresses.list({ filter: { category: 'orphan' } })).rows).toHaveLength(1)
    expect((await office.client.addresses.list({ filter: { category: 'disability' } })).rows).toEqual([])
  })

  test('deleting is undone', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office)
    await office.client.addresses.remove({ id })
    await office.client.history.undoLast()
    expect(await namesOf(office)).toEqual(['Lò Thị Pành'])
  })

  test('undo goes back step by step, redo forward, and new work ends the redoing', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office)
    await change(office, id, { needs: 'Gạo' })
    await change(office, id, { needs: 'Chăn' })
    const needs = async () => (await office.client.addresses.get({ id })).fields.needs
    await office.client.history.undoLast()
    expect(await needs()).toBe('Gạo')
    await office.client.history.undoLast()
    expect(await needs()).toBe(null)
    await office.client.history.redoLast()
    expect(await needs()).toBe('Gạo')
    await office.client.history.redoLast()
    expect(await needs()).toBe('Chăn')
    await office.client.history.undoLast()
    expect(await needs()).toBe('Gạo')
    await change(office, id, { needs: 'Sách vở' })
    expect(await office.client.history.redoLast().catch(failureOf)).toMatchObject({ code: 'history.nothingToRedo' })
    await office.client.history.undoLast()
    expect(await needs()).toBe('Gạo')
  })

  test.runIf(dialect === 'sqlite')(
    'row 92: what I did last is undone after other work was looked at and the program started again',
    async () => {
      const office = await openTestApp({ dialect })
      const { id } = await addAddress(office)
      await change(office, id, { needs: 'Gạo' })
      await office.client.donors.list({})
      const client = await reopen(office.app)
      await client.history.undoLast()
      expect((await client.addresses.get({ id })).fields.needs).toBeNull()
      await client.history.redoLast()
      expect((await client.addresses.get({ id })).fields.needs).toBe('Gạo')
    },
  )

  test('one user does not undo what another did last', async () => {
    const office = await openTestApp({ dialect })
    await addAddress(office)
    const other = office.clientAs(['officer'])
    expect(await other.history.undoLast().catch(failureOf)).toMatchObject({ code: 'history.nothingToUndo' })
    expect((await other.history.recent()).entries).toEqual([])
    expect((await office.client.history.recent()).entries).toHaveLength(1)
  })

  test('who may only read undoes nothing', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office)
    const { entries } = await office.client.history.forRecord({ table: 'address', id })
    const auditor = office.clientAs(['auditor'])
    const failed = await auditor.history.undo({ journalId: entries[0]!.journalId }).catch(failureOf)
    expect(failed).toMatchObject({ code: 'common.notAllowed' })
    expect(await namesOf(office)).toEqual(['Lò Thị Pành'])
  })

  test('one paper that approved many is taken back for all of them', async () => {
    const office = await openTestApp({ dialect })
    const first = await addAddress(office)
    const second = await addAddress(office, { name: 'Hà Văn Sơn' })
    await office.client.addresses.approve({ ids: [first.id, second.id], paper: { title: 'Quyết định 12' } })
    const { entries } = await office.client.history.forRecord({ table: 'address', id: first.id })
    expect(entries[0]).toMatchObject({ size: 5, undoable: true })
    await office.client.history.undo({ journalId: entries[0]!.journalId })
    const states = (await office.client.addresses.list({})).rows.map((row) => row.state)
    expect(states).toEqual(['proposed', 'proposed'])
  })

  test('an address that is needed elsewhere stays', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office)
    const { entries } = await office.client.history.forRecord({ table: 'address', id })
    await office.client.houses.add({ fields: { addressId: id, kind: 'new', budget: 60_000_000 } })
    const failed = await office.client.history.undo({ journalId: entries[0]!.journalId }).catch(failureOf)
    expect(failed).toEqual({ code: 'history.stillUsed', params: { table: 'address', by: 'house' } })
    expect(await namesOf(office)).toEqual(['Lò Thị Pành'])
  })

  test('money in the books and imported rows are not undone here', async () => {
    const office = await openTestApp({ dialect })
    const { id } = await addAddress(office)
    const donated = await journalReceipt(office)
    const useReversal = await office.client.history.undo({ journalId: donated }).catch(failureOf)
    expect(useReversal).toMatchObject({ code: 'history.useReversal' })
    const { database } = office.app.holder.office!
    await database.write((db) =>
      db.updateTable('journal').set({ batch_id: 'import' }).where('row_id', '=', id).execute(),
    )
    const { entries } = await office.client.history.forRecord({ table: 'address', id })
    expect(entries[0]?.undoable).toBe(false)
    const imported = await office.client.history.undo({ journalId: entries[0]!.journalId }).catch(failureOf)
    expect(imported).toMatchObject({ code: 'history.partOfImport' })
  })
})

/** A row of a table that is not undone, written to the journal as the ledger does. */
async function journalReceipt({ app }: TestApp): Promise<string> {
  const id = newRecordId()
  await app.holder.office!.database.write((db) =>
    db
      .insertInto('journal')
      .values({ id, change_seq: 999, at: TEST_NOW, user_id: 'test', table_name: 'receipt', row_id: 'r', op: 'insert' })
      .execute(),
  )
  return id
}

test('row 61: the history of money is for those who may see money', async () => {
  const office = await openTestApp()
  const { id } = await addAddress(office)
  const [volunteer, treasurer] = [office.clientAs(['volunteer']), office.clientAs(['treasurer'])]
  for (const table of ['receipt', 'round', 'payout'] as const) {
    const refused = volunteer.history.forRecord({ table, id }).then(() => undefined, failureOf)
    expect(await refused, table).toMatchObject({ code: 'common.notAllowed' })
    expect(await treasurer.history.forRecord({ table, id }), table).toEqual({ entries: [] })
  }
  expect((await volunteer.history.forRecord({ table: 'address', id })).entries).toHaveLength(1)
})

test('row 63: nobody takes back what they may not write, nor the work of another without the right to approve', async () => {
  const office = await openTestApp()
  const { id } = await addAddress(office)
  const [entry] = (await office.client.history.forRecord({ table: 'address', id })).entries
  const undoAs = (role: 'auditor' | 'volunteer' | 'officer') =>
    office
      .clientAs([role])
      .history.undo({ journalId: entry!.journalId })
      .then(
        () => 'undone',
        (error) => failureOf(error).code,
      )
  expect(await undoAs('auditor')).toBe('common.notAllowed')
  expect(await undoAs('volunteer')).toBe('common.notAllowed')
  expect(await undoAs('officer')).toBe('undone')
})

test('row 63: whoever may write no more does not take back what they wrote', async () => {
  const office = await openTestApp()
  const { id } = await addAddress({ ...office, client: office.clientAs(['volunteer']) })
  const [entry] = (await office.client.history.forRecord({ table: 'address', id })).entries
  const { token } = office.app.holder.startSession({
    userId: sharedRecordId('user', 'volunteer'),
    userName: 'volunteer',
    displayName: 'volunteer',
    roles: ['auditor'],
    language: 'vi',
  })
  const undone = clientWith(office.app, token).history.undo({ journalId: entry!.journalId })
  expect(await undone.catch(failureOf)).toMatchObject({ code: 'common.notAllowed' })
  expect(await namesOf(office)).toEqual(['Lò Thị Pành'])
})
