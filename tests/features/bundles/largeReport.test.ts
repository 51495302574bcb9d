import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { newRecordId } from '../../../src/base/common/recordId.ts'
import { reserveChangeSeq } from '../../../src/db/recordWriter.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import {
  addFamilies,
  bookOf,
  delivery,
  exchangeKeys,
  makeReport,
  openReport,
  record,
  type TestOffice,
  writeAs,
} from './offices.ts'

test('a small report is made and read at once, a large one by threads, and both bring every row', async () => {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  await exchangeKeys(branch, province)
  const [address = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé', consent: true }])
  await record(branch, 'delivery', delivery({ address_id: address, amount: 1_500_000 }))
  const run = vi.spyOn(branch.app.services.jobs, 'run')
  const jobs = () => run.mock.calls.map(([name]) => name)
  const small = await openReport(province, await makeReport(branch, province))
  expect(jobs()).toEqual([])
  const villages = 12_500
  await addVillages(branch, villages)
  const large = await openReport(province, await makeReport(branch, province))
  expect(jobs()).toEqual(['bundles.seal', 'bundles.read'])
  expect(large.totals).toEqual(small.totals)
  expect(large.differences.find(({ kind }) => kind === 'village')?.added).toBe(villages)
  const found = await province.client.addresses.list({ filter: { search: 'na meo' } })
  expect(found.rows.map((row) => row.displayName)).toEqual(['Hà Thị Mé'])
})

/** Names nothing can pack: the size of a file decides who reads it. */
async function addVillages(office: TestOffice, count: number): Promise<void> {
  const like = await bookOf(office).read.selectFrom('village').selectAll().executeTakeFirstOrThrow()
  await writeAs(office, async (db) => {
    const last = await reserveChangeSeq(db, count)
    const rows = Array.from({ length: count }, (_, each) => {
      const names = { name: randomBytes(72).toString('base64'), search: '', sort_key: '' }
      return { ...like, ...names, id: newRecordId(), change_seq: last - each }
    })
    for (let start = 0; start < count; start += 500) {
      await db
        .insertInto('village')
        .values(rows.slice(start, start + 500))
        .execute()
    }
  })
}
