import {
  checkIdentityAgainst,
  type IdentityWarning,
  readIdentityNumber,
} from '../../../../base/common/identityNumber.ts'
import type { CellProblemCode, RegisterRow } from '../../common/registerRow.ts'
import { cellText } from './rawSheet.ts'
import type { RowCells } from './rowCells.ts'

type KnownPerson = Pick<RegisterRow, 'sex' | 'birthDay'>

const problemOf: Partial<Record<IdentityWarning, CellProblemCode>> = {
  'identityNumber.unknownProvinceCode': 'imports.idUnknownProvince',
  'identityNumber.sexDiffers': 'imports.idMismatchesSex',
  'identityNumber.birthYearDiffers': 'imports.idMismatchesBirthYear',
}

/**
 * The identity number, with the zeros a number cell lost put back, and the sex it tells when the register does not.
 * What contradicts the number is a warning: cards and registers both have errors.
 */
export function readIdentity(cells: RowCells, person: KnownPerson): Pick<RegisterRow, 'idNumber' | 'sex'> {
  const text = cells.text('idNumber')
  if (text === null) return { idNumber: null, sex: person.sex }
  const cell = cells.cell('idNumber')
  const { kind, number, warnings } = readIdentityNumber(typeof cell === 'number' ? cell : cellText(cell))
  if (warnings.includes('identityNumber.digitsLost')) {
    cells.report('error', { field: 'idNumber', code: 'imports.idUnreadable', params: { text } })
    return { idNumber: null, sex: person.sex }
  }
  if (kind === 'other') {
    cells.report('warning', { field: 'idNumber', code: 'imports.idUnreadable', params: { text } })
    return { idNumber: number, sex: person.sex }
  }
  const known = { sex: person.sex ?? undefined, birthDay: person.birthDay ?? undefined }
  for (const warning of checkIdentityAgainst(number, known)) {
    const code = problemOf[warning]
    if (code) cells.report('warning', { field: 'idNumber', code, params: { text: number } })
  }
  const sexOfNumber = kind === 'cccd' ? (Number(number[3]) % 2 === 0 ? 'male' : 'female') : null
  return { idNumber: number, sex: person.sex ?? sexOfNumber }
}
