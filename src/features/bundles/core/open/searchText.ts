import { foldForSearch } from '../../../../base/common/foldForSearch.ts'
import { nameSortKey, textSortKey } from '../../../../base/common/nameSortKey.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import type { RecordKind } from '../../common/bundleRecords.ts'

/**
 * Makes the folded and sorting copies of received records. They must come in the order of the bundle: an address is found
 * by its person's other name and ID number and by its village, which came before it. `communeNames` may grow meanwhile.
 */
export function createSearchText(communeNames: ReadonlyMap<unknown, string>) {
  const villages = new Map<unknown, string>()
  const people = new Map<unknown, string>()
  const addressSearch = (record: BundleRecord) =>
    folded(
      record.displayName,
      people.get(record.personId),
      villages.get(record.villageId),
      communeNames.get(record.communeId),
    )
  return (kind: RecordKind, record: BundleRecord): Record<string, string> | undefined => {
    switch (kind) {
      case 'village':
        villages.set(record.id, text(record.name))
        return { search: folded(record.name), sort_key: textSortKey(text(record.name)) }
      case 'person':
        people.set(record.id, `${text(record.otherName)} ${text(record.idNumber)}`)
        return { search: folded(record.fullName), sort_key: nameSortKey(text(record.fullName)) }
      case 'address':
        return { search: addressSearch(record), sort_key: nameSortKey(text(record.displayName)) }
      case 'donor':
        return { search: folded(record.name, record.place), sort_key: textSortKey(text(record.name)) }
      case 'receipt':
        return { search: folded(record.payerName) }
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
