import { useDebouncedCallback } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useContext, useEffect, useRef, useState } from 'react'
import { newRecordId } from '../../../base/common/recordId.ts'
import { LockedContext } from '../../../base/ui/lockedContext.ts'
import { useDeskApi } from './useDeskApi.ts'

/** A second after the last key: what a power cut may take. */
const KEPT_AFTER_MS = 1000

export interface DraftOptions {
  /** Which form, with the record it is about: `addresses.edit:<id>`. */
  form: string
  /** The form is on screen. */
  active: boolean
  /** What stands in the form now; null while it stands as it started. */
  text: string | null
  /** Puts a found draft into the form. */
  onUse: (text: string) => void
}

export interface Draft {
  /** When the draft that waits was kept (UTC), until it is used or dropped. */
  found: string | null
  /** When what stands in the form was kept last (UTC). */
  keptAt: string | null
  /** What is typed could not be kept: said, so that nobody relies on it. */
  failed: boolean
  use: () => void
  drop: () => void
}

/**
 * Keeps a half-typed form in the office's encrypted file, and offers it when the form opens again. Never in the browser's own
 * storage, which is not encrypted.
 */
export function useDraft({ form, active, text, onUse }: DraftOptions): Draft {
  const api = useDeskApi()
  const queries = useQueryClient()
  // Asked once per opening, and anew by the next form of that name. Writing a record makes every page ask again; asked in
  // that moment, the core would still hand out the draft of what was just written, and it would be written twice.
  const [opening] = useState(() => newRecordId())
  const asked = { queryKey: ['draft', form, opening], queryFn: () => api.findDraft.call({ form }) }
  const waiting = useQuery({ ...asked, enabled: active, gcTime: 0, staleTime: 'static' })
  const answer = () => queries.setQueryData(asked.queryKey, { draft: null })
  // One after the other: a draft that is still on its way may not arrive after it was dropped.
  const inTurn = { scope: { id: `desk.draft ${form}` } }
  const last = useRef<string | null | undefined>(text)
  const onError = () => {
    last.current = undefined
  }
  const keep = useMutation(api.keepDraft.mutationOptions({ ...inTurn, onError }))
  const forget = useMutation(api.dropDraft.mutationOptions(inTurn))
  const found = waiting.data?.draft ?? null
  const locked = useContext(LockedContext)
  // A drawer that closes leaves the last second behind as well.
  const keepSoon = useDebouncedCallback((content: string) => keep.mutate({ form, content }), {
    delay: KEPT_AFTER_MS,
    flushOnUnmount: true,
  })
  const drop = () => {
    last.current = null
    keepSoon.cancel()
    keep.reset()
    answer()
    forget.mutate({ form })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: drop is new at every drawing
  useEffect(() => {
    // A locked office takes nothing: what waited its second is kept when it opens again.
    if (locked && keepSoon.isPending()) {
      keepSoon.cancel()
      last.current = undefined
    }
    // Not before it is known whether a draft waits, nor over one that was neither used nor dropped.
    if (!active || locked || waiting.data?.draft !== null || text === last.current) return
    last.current = text
    if (text === null) drop()
    else keepSoon(text)
  }, [active, locked, text, waiting.data, keepSoon])

  return {
    found: found?.savedAt ?? null,
    keptAt: text === null ? null : (keep.data?.savedAt ?? null),
    failed: keep.isError,
    use: () => {
      if (found === null) return
      answer()
      onUse(found.content)
    },
    drop,
  }
}
