import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { readIdentityNumber } from '../../../base/common/identityNumber.ts'
import { nameSortKey } from '../../../base/common/nameSortKey.ts'
import { readPhoneNumber } from '../../../base/common/phoneNumber.ts'
import type { RegisterField } from '../common/registerFields.ts'
import type { CellProblem, ParsedRegisterRow, RegisterRow } from '../common/registerRow.ts'
import { officeSex } from '../common/rules.ts'
import { type BookLookup, type PreparedRow, packStagedRow, type StagedRow } from '../common/stagedRow.ts'
import type { CommuneFinder, FoundPlace } from './communeFinder.ts'
import { remember } from './reading/remember.ts'

export interface PrepareContext {
  communes: CommuneFinder
  /** Column letter of a field, for problems found here. */
  columnOf: (field: RegisterField) => string | null
  /** How many sponsors on file a name may mean. */
  donorsNamed: (name: string) => number
}

const folded = remember(foldForSearch)

/** Adds to a parsed row what the book needs: the commune of today, and the texts it is found and sorted by. */
export function prepareRow({ rowNumber, values, problems }: ParsedRegisterRow, context: PrepareContext): PreparedRow {
  const all = [...problems]
  const place = findPlace(values, context, all)
  checkSupport(values, context, all)
  const staged = stage(values, place)
  const refused = place === undefined || all.some(({ severity }) => severity === 'error')
  return {
    rowNumber,
    status: refused ? 'refused' : 'good',
    valuesJson: packStagedRow(staged),
    problemsJson: all.length === 0 ? '[]' : JSON.stringify(all),
    duplicates: [],
    lookup: refused ? null : lookupOf(staged, place),
  }
}

function findPlace(values: RegisterRow, context: PrepareContext, problems: CellProblem[]): FoundPlace | undefined {
  const report = (code: CellProblem['code'], params: CellProblem['params']) => {
    const field = context.columnOf('commune') === null && context.columnOf('address') !== null ? 'address' : 'commune'
    problems.push({ column: context.columnOf(field), field, code, params, severity: 'error' })
  }
  if (values.communeName === null) {
    if (context.communes.own === undefined) report('imports.noCommune', {})
    return context.communes.own
  }
  const answer = context.communes.find(values.communeName)
  if (answer.outcome === 'found') return answer.place
  const choices = answer.choices.map(({ name }) => name).join('; ')
  if (answer.outcome === 'unknown') report('imports.unknownCommune', { text: values.communeName })
  else report('imports.ambiguousCommune', { text: values.communeName, choices })
  return undefined
}

/** A sponsorship needs to know whose, from when and how much; the last two may come later, with a word. */
function checkSupport(values: RegisterRow, context: PrepareContext, problems: CellProblem[]): void {
  if (values.donorName === null) return
  const report = (severity: CellProblem['severity'], field: RegisterField, code: CellProblem['code']) => {
    const params = { text: values.donorName ?? '' }
    problems.push({ column: context.columnOf(field), field, code, params, severity })
  }
  if (context.donorsNamed(values.donorName) > 1) report('error', 'donor', 'imports.ambiguousDonor')
  if (values.monthly === null) report('warning', 'monthly', 'imports.amountMissing')
  if (values.fromMonth === null) report('warning', 'fromMonth', 'imports.startAssumed')
}

function stage(values: RegisterRow, place: FoundPlace | undefined): StagedRow {
  const identity = values.idNumber === null ? null : readIdentityNumber(values.idNumber)
  const nameKey = foldForSearch(values.name)
  // Folding goes letter by letter, so the folded parts together are the folded whole (addressSearchText).
  const search = [
    nameKey,
    identity === null ? '' : foldForSearch(identity.number),
    folded(values.villageName ?? ''),
    folded(place?.name ?? ''),
  ]
  return {
    ...values,
    idNumber: identity?.number ?? null,
    phone: values.phone === null ? null : readPhoneNumber(values.phone).display,
    communeId: place?.id ?? null,
    formerPlace: place?.former === true ? [values.villageName, values.communeName].filter(Boolean).join(', ') : null,
    idKind: identity?.kind ?? null,
    nameKey,
    sortKey: nameSortKey(values.name),
    search: search.filter((part) => part !== '').join(' '),
  }
}

function lookupOf(row: StagedRow, { id }: FoundPlace): BookLookup {
  const { name, nameKey, idNumber, phone, birthDay } = row
  const villageName = row.villageName ?? ''
  const sex = officeSex(row.sex)
  return { name, nameKey, sex, idNumber, phone, birthDay, communeId: id, villageName, villageKey: folded(villageName) }
}
