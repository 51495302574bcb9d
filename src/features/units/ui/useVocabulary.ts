import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../../base/ui/api.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { unitContract, VocabularyKind } from '../common/contract.ts'

export interface Word {
  code: string
  name: string
}

export interface Vocabulary {
  words: readonly Word[]
  /** The same for a Select. */
  options: { value: string; label: string }[]
  /** The name of a code; the code itself until known. */
  nameOf: (code: string) => string
}

/** The words of one kind in the language on screen, in their order. */
export function useVocabulary(kind: VocabularyKind): Vocabulary {
  const api = useApi<{ units: typeof unitContract }>()
  const { language } = useFormat()
  const { data } = useQuery(api.units.vocabulary.queryOptions({ input: { kind }, staleTime: Number.POSITIVE_INFINITY }))
  return useMemo(() => {
    const words = (data?.words ?? []).map(({ code, names }) => ({ code, name: names[language] }))
    const names = new Map(words.map(({ code, name }) => [code, name]))
    const options = words.map(({ code, name }) => ({ value: code, label: name }))
    return { words, options, nameOf: (code: string) => names.get(code) ?? code }
  }, [data, language])
}
