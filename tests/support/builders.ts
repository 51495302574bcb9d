import type { App } from '../../src/app/core/createApp.ts'
import { foldForSearch } from '../../src/base/common/foldForSearch.ts'
import { textSortKey } from '../../src/base/common/nameSortKey.ts'
import { insertRecord } from '../../src/db/recordWriter.ts'
import { type AddressFields, addressFieldsSchema } from '../../src/features/addresses/common/addressSchemas.ts'
import { TEST_NOW } from './openTestApp.ts'

/** The fields of an address: only what matters to the test, the rest empty. */
export function addressFields(fields: Partial<AddressFields> & { name: string; villageId: string }): AddressFields {
  return addressFieldsSchema.parse({ mainCategory: 'poor', ...fields })
}

/** A village of the office's own commune. */
export async function addVillage(app: App, { name, unitId }: { name: string; unitId: string }): Promise<string> {
  const { database } = app.holder.office ?? raise('no office is open')
  return database.write((db) =>
    insertRecord(
      db,
      { userId: 'test', unitId, now: TEST_NOW },
      {
        table: 'village',
        values: {
          commune_id: unitId,
          name,
          head_name: null,
          head_phone: null,
          search: foldForSearch(name),
          sort_key: textSortKey(name),
        },
      },
    ),
  )
}

function raise(message: string): never {
  throw new Error(message)
}
