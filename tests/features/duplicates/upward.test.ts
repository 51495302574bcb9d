import { expect, it } from 'vitest'
import { openTestApp } from '../../support/openTestApp.ts'
import { addFamilies, delivery, exchangeKeys, makeReport, openReport, record } from '../bundles/offices.ts'

it('a merged person is one person for the province too, with all the money, and two again after the undo', async () => {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  await exchangeKeys(branch, province)
  const [kept = '', other = ''] = await addFamilies(branch, [{ name: 'Lò Thị Mơ', consent: true }, { name: 'Lò Mơ' }])
  for (const id of [kept, other]) await record(branch, 'delivery', delivery({ address_id: id, amount: 400_000 }))
  const figures = async () => {
    await openReport(province, await makeReport(branch, province, { everything: true }))
    const { rows } = await province.client.reports.quarter({ year: 2026, quarter: 4 })
    const { people, helped, delivered } = rows.find(({ unit }) => unit.id === branch.unitId)?.figures ?? {}
    const listed = (await province.client.addresses.list({ filter: { communeId: branch.unitId } })).rows
    return { people, helped, delivered, names: listed.map(({ displayName }) => displayName) }
  }
  const { mergeId } = await branch.client.duplicates.merge({ kind: 'address', survivorId: kept, otherId: other })
  expect(await figures()).toEqual({ people: 1, helped: 1, delivered: 800_000, names: ['Lò Thị Mơ'] })
  await branch.client.duplicates.undoMerge({ mergeId })
  expect(await figures()).toMatchObject({ people: 2, helped: 2, delivered: 800_000 })
})
