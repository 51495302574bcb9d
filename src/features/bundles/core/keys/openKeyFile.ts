import { refuse } from '../../../../base/common/failures.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { UnitNames } from '../../common/bundleSchemas.ts'
import type { KeyFile } from '../../common/keyFile.ts'
import { findUnitByCode } from '../unitNamesRepo.ts'
import { readKeyFile } from './signKeyFile.ts'

export type FileInput = { ticket: string } | { text: string }

/** A key file of another unit whose signature holds; whose key it is, nobody has checked yet. */
export async function openKeyFile(
  context: OfficeContext,
  input: FileInput,
): Promise<{ file: KeyFile; unit: UnitNames }> {
  const file = readKeyFile(textOf(context, input))
  if (file === undefined) refuse('bundles.notAKeyFile')
  const unit = await findUnitByCode(context.db, file.unitCode)
  if (unit === undefined) refuse('bundles.unknownUnit', { code: file.unitCode })
  if (unit.id === context.office.unitId) refuse('bundles.ownKeyFile')
  return { file, unit }
}

/** Only looked at: wrong digits must not cost the person another search for the file. */
export function textOf(context: OfficeContext, input: FileInput): string {
  if ('text' in input) return input.text
  const picked = context.services.tickets.peek(input.ticket)
  if (picked === undefined) refuse('files.ticketUsed')
  return Buffer.from(picked.bytes).toString('utf8')
}
