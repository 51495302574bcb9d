import { foldForSearch } from '../../../src/base/common/foldForSearch.ts'
import { textSortKey } from '../../../src/base/common/nameSortKey.ts'
import { insertRecord } from '../../../src/db/recordWriter.ts'
import { TEST_NOW, type TestApp } from '../../support/openTestApp.ts'

interface Pairing {
  addressId: string
  donorName: string
  /** Dong per month. */
  amount: number
  firstMonth?: string
  lastMonth?: string | null
}

/** A sponsor who gives every month, written straight into the tables: pairings are another feature's to test. */
export async function addPairing({ app, unitId }: TestApp, pairing: Pairing): Promise<string> {
  const { addressId, donorName, amount, firstMonth = '2026-01', lastMonth = null } = pairing
  const context = { userId: 'test', unitId, now: TEST_NOW }
  return app.holder.office!.database.write(async (db) => {
    const donorId = await insertRecord(db, context, {
      table: 'donor',
      values: {
        kind: 'organisation',
        name: donorName,
        anonymous: 0,
        search: foldForSearch(donorName),
        sort_key: textSortKey(donorName),
      },
    })
    return insertRecord(db, context, {
      table: 'pairing',
      values: {
        address_id: addressId,
        donor_id: donorId,
        state: 'active',
        channel: 'fund',
        help_form: 'cash',
        amount,
        currency: 'VND',
        frequency: 'monthly',
        first_month: firstMonth,
        last_month: lastMonth,
      },
    })
  })
}
