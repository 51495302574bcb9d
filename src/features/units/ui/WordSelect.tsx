import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { VocabularyKind } from '../common/contract.ts'
import { foldedFilter } from './foldedFilter.ts'
import { useVocabulary } from './useVocabulary.ts'

export interface WordSelectProps {
  kind: VocabularyKind
  label: string
  /** A code of the vocabulary. */
  value: string | null
  onChange: (code: string | null) => void
  required?: boolean
  error?: ReactNode
}

/** One word of the shared vocabulary, found by typing with or without marks. */
export function WordSelect({ kind, label, value, onChange, required = false, error }: WordSelectProps) {
  const { words } = useVocabulary(kind)
  return (
    <Select
      label={label}
      data={words.map(({ code, name }) => ({ value: code, label: name }))}
      value={value}
      onChange={onChange}
      searchable
      selectFirstOptionOnChange
      clearable={!required}
      withAsterisk={required}
      aria-required={required}
      error={error}
      filter={foldedFilter}
      maxDropdownHeight="18rem"
    />
  )
}
