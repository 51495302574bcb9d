import { expect, test } from 'vitest'
import { TEST_PASSPHRASE } from '../../support/officeTemplate.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import { exchangeKeys, openReport } from '../bundles/offices.ts'
import { registerOf, stage } from '../imports/importFiles.ts'

test('a locked session does nothing until its passphrase is typed, and then goes on as the same', async () => {
  const { client } = await openTestApp()
  const before = await client.accounts.me()
  await client.accounts.lock()
  await expect(client.addresses.list({})).rejects.toMatchObject({ code: 'common.sessionEnded' })
  await expect(client.accounts.resume({ passphrase: 'khong phai cau nay' })).rejects.toMatchObject({
    code: 'accounts.wrongPassphrase',
  })
  await client.accounts.resume({ passphrase: TEST_PASSPHRASE })
  expect(await client.accounts.me()).toEqual(before)
  await client.addresses.list({})
})

test('an import goes on to its end while the screen is locked', async () => {
  const office = await openTestApp()
  const { batchId } = await stage(office, await registerOf(Array.from({ length: 600 }, () => ({}))))
  const events = await office.client.imports.apply({ batchId, past: 'unknown', decision: null })
  await events.next()
  await office.client.accounts.lock()
  for (let step = await events.next(); step.done !== true; ) step = await events.next()
  await expect(office.client.addresses.count({})).rejects.toMatchObject({ code: 'common.sessionEnded' })
  await office.client.accounts.resume({ passphrase: TEST_PASSPHRASE })
  expect(await office.client.addresses.count({})).toMatchObject({ total: 600 })
})

test('a backup and a report are whole though the PC went to sleep while they were made', async () => {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  await exchangeKeys(branch, province)
  const copying = branch.client.backups.make()
  const making = await branch.client.bundles.create({
    toUnit: province.unitId,
    period: { from: '2026-10-01', to: '2026-12-31' },
    everything: false,
  })
  branch.app.holder.lockSessions()
  let ticket = ''
  for await (const event of making) if (event.kind === 'done') ticket = event.bundle.ticket
  const { id } = await copying
  await expect(branch.client.backups.list()).rejects.toMatchObject({ code: 'common.sessionEnded' })
  await branch.client.accounts.resume({ passphrase: TEST_PASSPHRASE })
  expect(await branch.client.backups.verify({ id })).toMatchObject({ id })
  const bytes = branch.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
  expect((await openReport(province, bytes)).seq).toBe(1)
})
