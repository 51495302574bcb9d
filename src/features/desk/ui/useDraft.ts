import { useDebouncedCallback } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useDeskApi } from './useDeskApi.ts'

/** A second after the last key: what a power cut may take. */
const KEPT_AFTER_MS = 1000

export interface DraftOptions<Values> {
  /** Which form, with the record it is about: `addresses.edit:<id>`. */
  form: string
  /** The form is on screen. */
  active: boolean
  /** What stands in the form now. */
  values: Values
  /** What the form starts with: no draft is kept of that. */
  blank: Values
  /** Puts a found draft into the form. The page wrote it itself, in this shape; a form that changed since checks it. */
  onUse: (values: Values) => void
}

export interface Draft {
  /** When the draft that waits was kept (UTC), until it is used or dropped. */
  found: string | null
  use: () => void
  drop: () => void
  /** The record was written: its draft goes. */
  written: () => void
}

/**
 * Keeps a half-typed form in the office's encrypted file, and offers it when the form opens again. Never in the browser's own
 * storage, which is not encrypted.
 */
export function useDraft<Values>({ form, active, values, blank, onUse }: DraftOptions<Values>): Draft {
  const api = useDeskApi()
  const queries = useQueryClient()
  const waiting = useQuery(
    // Asked once per opening. Writing a record makes every page ask again; asked in that moment, the core would still hand
    // out the draft of what was just written, and taking it up would write the record twice.
    api.findDraft.queryOptions({ input: { form }, enabled: active, gcTime: 0, staleTime: 'static' }),
  )
  const keep = useMutation(api.keepDraft.mutationOptions())
  const forget = useMutation(api.dropDraft.mutationOptions())
  const found = waiting.data?.draft ?? null
  const content = JSON.stringify(values)
  const last = useRef(content)
  const keepSoon = useDebouncedCallback((text: string) => keep.mutate({ form, content: text }), KEPT_AFTER_MS)

  useEffect(() => {
    // Not before it is known whether a draft waits, nor over one that was neither used nor dropped.
    if (!active || waiting.data?.draft !== null || content === last.current) return
    last.current = content
    if (content !== JSON.stringify(blank)) keepSoon(content)
  }, [active, content, blank, waiting.data, keepSoon])

  const answered = () => queries.setQueryData(api.findDraft.queryKey({ input: { form } }), { draft: null })
  const drop = () => {
    keepSoon.cancel()
    answered()
    forget.mutate({ form })
  }
  return {
    found: found?.savedAt ?? null,
    use: () => {
      if (found === null) return
      answered()
      // Safe: written by this form a moment or a day ago; see onUse.
      onUse(JSON.parse(found.content) as Values)
    },
    drop,
    written: drop,
  }
}
