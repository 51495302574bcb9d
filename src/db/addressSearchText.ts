import { foldForSearch } from '../base/common/foldForSearch.ts'

export interface AddressWords {
  name: string
  otherName: string | null
  idNumber: string | null
  villageName: string | null
  communeName: string | null
}

/** The folded text an address is found by: the names, the ID number, and the place, so that a village finds its people. */
export function addressSearchText({ name, otherName, idNumber, villageName, communeName }: AddressWords): string {
  return foldForSearch([name, otherName, idNumber, villageName, communeName].filter(Boolean).join(' '))
}
