import { expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import { openUnit } from './books/bookOffices.ts'
import { addFamilies, introduce } from './offices.ts'

test('row 58: the case of somebody whose data may only be kept goes to nobody, whatever was signed, and not once more either', async () => {
  const origin = await openTestApp()
  const target = await openUnit('14845')
  await introduce(origin, target)
  const [kept = '', offered = ''] = await addFamilies(origin, [
    { name: 'Hà Thị Mé', consent: true },
    { name: 'Vi Văn Pọm', consent: true },
  ])
  const offer = (addressId: string) =>
    origin.client.bundles.transfers.offer({ addressId, toUnit: target.unitId, reason: 'chuyển chỗ ở' })
  await origin.client.addresses.restrict({ id: kept, on: '2026-11-20' })
  expect(await offer(kept).catch(failureOf)).toMatchObject({ code: 'bundles.transferRestricted' })
  const { id } = await offer(offered)
  await origin.client.addresses.restrict({ id: offered, on: '2026-11-20' })
  const again = origin.client.bundles.transfers.offerAgain({ id })
  expect(await again.catch(failureOf)).toMatchObject({ code: 'bundles.transferRestricted' })
})
