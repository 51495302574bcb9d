import { failureOf } from '../../../../base/common/failures.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { sentColumns } from '../../common/bundleRecords.ts'
import type { CaseTransfer } from '../../common/bundleSchemas.ts'
import { readLines } from '../open/readLines.ts'
import { readKept } from '../seal/keptFiles.ts'
import { type CaseIn, readCaseLines } from './caseLinesIn.ts'
import { CASE_ROLES } from './receiveTransfer.ts'

/** Whose case it is, as its offer says it. */
export function nameInCase({ head, rows }: CaseIn): string {
  const address = rows.find(({ kind, id }) => kind === 'address' && id === head.addressId)
  const name = address?.values[sentColumns('address').indexOf('display_name')]
  return typeof name === 'string' ? name : ''
}

/**
 * The offers of others with the names that are not in this book yet: nobody can say yes to a number. They are read from the kept
 * files each time, so that a case nobody took leaves no name behind.
 */
export async function withOfferedNames(
  context: OfficeContext,
  transfers: readonly CaseTransfer[],
): Promise<CaseTransfer[]> {
  const named = transfers.map(async (transfer) => {
    const waits = transfer.direction === 'in' && transfer.state === 'offered' && transfer.address === ''
    return waits ? { ...transfer, address: await readName(context, transfer.id) } : transfer
  })
  return Promise.all(named)
}

async function readName(context: OfficeContext, id: string): Promise<string> {
  const bytes = await readKept(context.office, id)
  if (bytes === undefined) return ''
  try {
    const read = await readLines(context, { bytes, kinds: ['transfer'], roles: CASE_ROLES })
    return nameInCase(readCaseLines(read, context.office.unitId))
  } catch (error) {
    // Its sender's keys may have been withdrawn since: accepting says so, the list need not.
    if (failureOf(error).code.startsWith('bundles.')) return ''
    throw error
  }
}
