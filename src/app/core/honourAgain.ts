import { auditedWrite } from '../../db/auditedWrite.ts'
import { eraseTraces } from '../../db/eraseTraces.ts'
import { keepErased } from '../../db/honouredRequests.ts'
import type { Services } from '../../db/office.ts'
import { eraseAgain, restrictAgain } from '../../features/addresses/core/eraseAgain.ts'
import { withdrawAgain } from '../../features/consents/core/withdrawAgain.ts'
import { officeAttachments } from './officeAttachments.ts'

/** What people asked for since a restored book was copied is done in it again; one entry of the log tells of all of it. */
export const honourAgain: Services['honourAgain'] = (db, { office, writer }, honoured) => {
  const act = { owner: office, writer, procedure: 'backups.honourAgain', always: false }
  return auditedWrite(db, act, async (db, writer) => {
    await keepErased(db, honoured.erased)
    await withdrawAgain(db, writer, honoured.withdrawn)
    await restrictAgain(db, writer, honoured.restricted)
    const gone = await eraseAgain(db, writer, honoured.erased)
    if (gone.records.length === 0) return []
    const files = await officeAttachments.erase(db, writer, gone.records)
    await eraseTraces(db, { office, writer }, gone)
    return files
  })
}
