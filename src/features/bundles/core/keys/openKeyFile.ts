import { refuse } from '../../../../base/common/failures.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { type AddedUnit, addedUnitOf } from '../../../units/common/addedUnit.ts'
import type { UnitNames } from '../../common/bundleSchemas.ts'
import type { KeyFile } from '../../common/keyFile.ts'
import { unitIdOf } from '../directory/unitLinesRepo.ts'
import { findUnitByCode } from '../unitNamesRepo.ts'
import { readKeyFile } from './signKeyFile.ts'

export type FileInput = { ticket: string } | { text: string }

/** A key file of another unit whose signature holds; whose key it is, nobody has checked yet. A unit no list has is `newUnit`. */
export async function openKeyFile(
  context: OfficeContext,
  input: FileInput,
): Promise<{ file: KeyFile; unit: UnitNames; newUnit: AddedUnit | null }> {
  const file = readKeyFile(textOf(context, input))
  if (file === undefined) refuse('bundles.notAKeyFile')
  const unit = await findUnitByCode(context.db, file.unitCode)
  if (unit === undefined) {
    const { unitCode: code, unitName: name } = file
    const names = { id: unitIdOf(code), code, vi: name, en: name, lo: name }
    return { file, unit: names, newUnit: addedUnitOf(name) }
  }
  if (unit.id === context.office.unitId) refuse('bundles.ownKeyFile')
  return { file, unit, newUnit: null }
}

/** Only looked at: wrong digits must not cost the person another search for the file. */
export function textOf(context: OfficeContext, input: FileInput): string {
  if ('text' in input) return input.text
  const picked = context.services.tickets.peek(input.ticket)
  if (picked === undefined) refuse('files.ticketUsed')
  return Buffer.from(picked.bytes).toString('utf8')
}
