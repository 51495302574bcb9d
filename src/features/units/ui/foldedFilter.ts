import type { ComboboxItem, OptionsFilter } from '@mantine/core'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'

/** Narrows the options of a Select by words typed with or without marks. */
export const foldedFilter: OptionsFilter = ({ options, search, limit }) => {
  const typed = foldForSearch(search)
  const fits = (option: ComboboxItem) => ` ${foldForSearch(option.label)}`.includes(` ${typed}`)
  return options.filter((option) => typed === '' || 'items' in option || fits(option)).slice(0, limit)
}
