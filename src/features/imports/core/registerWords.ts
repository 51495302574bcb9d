import type { ReadDb } from '../../../db/database.ts'
import type { Translate } from '../../../db/office.ts'
import type { RegisterCategory } from '../common/registerFields.ts'
import { officeCategory } from '../common/rules.ts'
import type { Words } from './failedRowsXlsx.ts'

/** Words for a file of refused rows: sentences in the person's language, categories as registers write them. */
export async function registerWords(db: ReadDb, translate: Translate): Promise<Words> {
  const rows = await db.selectFrom('vocabulary').select(['code', 'name_vi']).where('kind', '=', 'category').execute()
  const names = new Map(rows.map(({ code, name_vi }) => [code, name_vi]))
  return {
    translate,
    // Safe: the codes of a staged row are the register's own.
    categories: (codes) => codes.map((code) => names.get(officeCategory(code as RegisterCategory)) ?? code).join(', '),
  }
}
