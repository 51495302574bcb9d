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
  /** Of the sheet that lies in the form. */
  id: () => string
  /** Puts a found draft into the form. */
  onUse: (draft: { id: string; content: string }) => void
  /** The form stands as it started again: what is typed next is another sheet. */
  onDrop: () => void
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
  /** The write took the draft with it. */
  written: () => void
}

/**
 * Keeps a half-typed form in the office's encrypted file, and offers it when the form opens again. Never in the browser's own
 * storage, which is not encrypted.
 */
export function useDraft({ form, active, text, id, onUse, onDrop }: DraftOptions): Draft {
  const api = useDeskApi()
  const { waiting, found, answer } = useWaitingDraft({ form, active })
  // One after the other: a draft that is still on its way may not arrive after it was dropped.
  const inTurn = { scope: { id: `desk.draft ${form}` } }
  const last = useRef<string | null | undefined>(text)
  const onError = () => {
    last.current = undefined
  }
  const keep = useMutation(api.keepDraft.mutationOptions({ ...inTurn, onError }))
  const forget = useMutation(api.dropDraft.mutationOptions(inTurn))
  const locked = useContext(LockedContext)
  // A drawer that closes leaves the last second behind as well.
  const keepSoon = useDebouncedCallback((content: string) => keep.mutate({ form, id: id(), content }), {
    delay: KEPT_AFTER_MS,
    flushOnUnmount: true,
  })
  const clear = () => {
    last.current = null
    keepSoon.cancel()
    keep.reset()
    answer()
  }
  const drop = () => {
    clear()
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
    if (!active || locked || waiting?.draft !== null || text === last.current) return
    last.current = text
    if (text !== null) keepSoon(text)
    else {
      drop()
      onDrop()
    }
  }, [active, locked, text, waiting, keepSoon])

  return {
    found: found?.savedAt ?? null,
    keptAt: text === null ? null : (keep.data?.savedAt ?? null),
    failed: keep.isError,
    use: () => {
      if (found === null) return
      answer()
      onUse(found)
    },
    drop,
    written: () => {
      clear()
      // One that was offered and not taken up is of another sheet, and not wanted either.
      if (found !== null) forget.mutate({ form })
    },
  }
}

/** The draft that lies there for a form; `answer` once it was used or dropped. */
function useWaitingDraft({ form, active }: Pick<DraftOptions, 'form' | 'active'>) {
  const api = useDeskApi()
  const queries = useQueryClient()
  // Asked once per opening, and anew by the next form of that name: writing a record makes every page ask again, and what
  // lies in a form that is open is not offered to it.
  const [opening] = useState(() => newRecordId())
  const asked = { queryKey: ['draft', form, opening], queryFn: () => api.findDraft.call({ form }) }
  const { data: waiting } = useQuery({ ...asked, enabled: active, gcTime: 0, staleTime: 'static' })
  const answer = () => queries.setQueryData(asked.queryKey, { draft: null })
  return { waiting, found: waiting?.draft ?? null, answer }
}
