import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch, normaliseText } from '../../../base/common/foldForSearch.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import { guessDonorKind } from '../common/rules.ts'
import { type DonorBook, donorBookOf } from './donorBook.ts'
import type { ImportWriter } from './importWriter.ts'

/** The sponsors on file, and new ones for names that are not. */
export class ImportDonors {
  readonly #writer: ImportWriter
  readonly #batchId: string
  readonly #book: DonorBook
  readonly #known = new Map<string, string>()

  constructor(writer: ImportWriter, batchId: string, onFile: readonly { id: string; name: string }[]) {
    this.#writer = writer
    this.#batchId = batchId
    this.#book = donorBookOf(onFile)
  }

  /** @throws `common.changedElsewhere` when a namesake was entered after the file was read */
  donorId(text: string): string {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const found = this.#book.find(text)
    if (found.length > 1) refuse('common.changedElsewhere')
    const id = found[0] ?? this.#add(text)
    this.#known.set(text, id)
    return id
  }

  #add(text: string): string {
    const name = normaliseText(text)
    const id = this.#writer.add('donor', {
      kind: guessDonorKind(name),
      name,
      representative: null,
      phone: null,
      email: null,
      place: null,
      tax_code: null,
      anonymous: 0,
      note: null,
      import_id: this.#batchId,
      merged_into: null,
      search: foldForSearch(name),
      sort_key: textSortKey(name),
    })
    this.#book.add(id, name)
    return id
  }
}
