import { expect, test } from 'vitest'
import { TEST_PASSPHRASE } from '../../support/officeTemplate.ts'
import { openTestApp } from '../../support/openTestApp.ts'

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
