import { expect, test } from 'vitest'
import { updateRecord } from '../../src/db/recordWriter.ts'
import { addressFields, addVillage } from '../support/builders.ts'
import { openTestApp, TEST_NOW } from '../support/openTestApp.ts'

async function officeWithAddress() {
  const office = await openTestApp()
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const { id } = await office.client.addresses.add({ fields: addressFields({ name: 'Đặng Thị Đào', villageId }) })
  return { ...office, id }
}

test('a record of another office is not changed, however the call came here', async () => {
  const { app, id } = await officeWithAddress()
  const writer = { userId: 'test', unitId: 'another unit', now: TEST_NOW }
  const change = { table: 'address', id, version: 1, changes: { note: 'not ours' } } as const
  const { database } = app.holder.office!
  await expect(database.write((db) => updateRecord(db, writer, change))).rejects.toMatchObject({
    code: 'common.notAllowed',
  })
})

test('an edit that saw an older version does not go over somebody else’s', async () => {
  const { app, id, unitId } = await officeWithAddress()
  const writer = { userId: 'test', unitId, now: TEST_NOW }
  const { database } = app.holder.office!
  const note = (text: string) => ({ table: 'address', id, version: 1, changes: { note: text } }) as const
  await database.write((db) => updateRecord(db, writer, note('first')))
  await expect(database.write((db) => updateRecord(db, writer, note('second')))).rejects.toMatchObject({
    code: 'common.changedElsewhere',
  })
})
