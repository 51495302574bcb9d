import { useEffect, useRef, useState } from 'react'
import { failureOf } from '../common/failures.ts'
import type { Failure } from '../common/result.ts'

/** Waits for a pause in typing: a fast typist leaves about this between letters. */
const DEBOUNCE_MS = 120

export interface SearchState<Option> {
  options: readonly Option[]
  searching: boolean
  failure: Failure | undefined
}

interface SearchRequest<Option> {
  /** Nothing is asked while false, and the answers are forgotten. */
  asking: boolean
  text: string
  search: (text: string, signal: AbortSignal) => Promise<readonly Option[]>
}

/** Asks after a short pause and keeps only the answer to the latest text; older options stay until it comes. */
export function useSearch<Option>({ asking, text, search }: SearchRequest<Option>): SearchState<Option> {
  const [state, setState] = useState<SearchState<Option>>({ options: [], searching: false, failure: undefined })
  const latestSearch = useRef(search)
  latestSearch.current = search

  useEffect(() => {
    if (!asking) {
      setState({ options: [], searching: false, failure: undefined })
      return
    }
    const abort = new AbortController()
    setState((before) => ({ ...before, searching: true, failure: undefined }))
    const timer = setTimeout(async () => {
      try {
        const options = await latestSearch.current(text, abort.signal)
        if (!abort.signal.aborted) setState({ options, searching: false, failure: undefined })
      } catch (error) {
        if (!abort.signal.aborted) setState({ options: [], searching: false, failure: failureOf(error) })
      }
    }, DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [asking, text])

  return state
}
