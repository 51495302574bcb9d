import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../base/ui/api.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { unitContract, VocabularyKind } from '../../units/common/contract.ts'

/** The shared words of one kind in the language on screen: for a Select, and by code. */
export function useVocabulary(kind: VocabularyKind) {
  const api = useApi<{ units: typeof unitContract }>()
  const { language } = useFormat()
  // The words change only with a new version of the program.
  const { data } = useQuery(api.units.vocabulary.queryOptions({ input: { kind }, staleTime: Number.POSITIVE_INFINITY }))
  const options = (data?.words ?? []).map(({ code, names }) => ({ value: code, label: names[language] }))
  return { options, nameOf: (code: string) => options.find(({ value }) => value === code)?.label ?? code }
}
