import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../../base/ui/api.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { unitContract, VocabularyKind } from '../common/contract.ts'

export interface Word {
  code: string
  name: string
}

/** The words of one kind in the language on screen, in their order, and the name of a code (the code itself until known). */
export function useVocabulary(kind: VocabularyKind): { words: readonly Word[]; nameOf: (code: string) => string } {
  const api = useApi<{ units: typeof unitContract }>()
  const { language } = useFormat()
  const { data } = useQuery(api.units.vocabulary.queryOptions({ input: { kind }, staleTime: Number.POSITIVE_INFINITY }))
  return useMemo(() => {
    const words = (data?.words ?? []).map(({ code, names }) => ({ code, name: names[language] }))
    const names = new Map(words.map(({ code, name }) => [code, name]))
    return { words, nameOf: (code: string) => names.get(code) ?? code }
  }, [data, language])
}
