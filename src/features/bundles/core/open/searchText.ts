import { foldForSearch } from '../../../../base/common/foldForSearch.ts'
import { nameSortKey, textSortKey } from '../../../../base/common/nameSortKey.ts'
import type { RecordKind } from '../../common/bundleRecords.ts'

type Row = Record<string, unknown>

/**
 * Makes the folded and sorting copies of received rows. Rows must come in the order of the bundle: an address is found
 * by its person's other name and ID number and by its village, which came before it.
 */
export function createSearchText(communeNames: Readonly<Record<string, string>>) {
  const villages = new Map<unknown, string>()
  const people = new Map<unknown, string>()
  const addressSearch = (row: Row) =>
    folded(
      row.display_name,
      people.get(row.person_id),
      villages.get(row.village_id),
      communeNames[String(row.commune_id)],
    )
  return (kind: RecordKind, row: Row): Record<string, string> | undefined => {
    switch (kind) {
      case 'village':
        villages.set(row.id, text(row.name))
        return { search: folded(row.name), sort_key: textSortKey(text(row.name)) }
      case 'person':
        people.set(row.id, `${text(row.other_name)} ${text(row.id_number)}`)
        return { search: folded(row.full_name), sort_key: nameSortKey(text(row.full_name)) }
      case 'address':
        return { search: addressSearch(row), sort_key: nameSortKey(text(row.display_name)) }
      case 'donor':
        return { search: folded(row.name, row.place), sort_key: textSortKey(text(row.name)) }
      case 'receipt':
        return { search: folded(row.payer_name) }
      default:
        return undefined
    }
  }
}

function folded(...parts: unknown[]): string {
  return foldForSearch(parts.map(text).join(' '))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
