import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import * as z from 'zod'
import { layoutSchema, NO_LAYOUT } from '../../../base/ui/columnLayout.ts'
import { putLayout, takeLayout } from '../../../base/ui/useColumnLayout.ts'
import { withSigns, withWords } from '../../../base/ui/wordsOfLine.ts'
import type { SavedView } from '../common/contract.ts'
import './desk.css'
import { useDeskApi } from './useDeskApi.ts'

const contentSchema = z.object({ search: z.string(), layout: layoutSchema })

/** Where one is in a list says nothing about what one wants to see. */
const NOT_OF_THE_VIEW = ['page', 'at']

/** The saved views of a list whose filter and order stand in the address line. */
export function useSavedViews(list: string) {
  const api = useDeskApi()
  const queries = useQueryClient()
  const [params, setParams] = useSearchParams()
  const [shown, setShown] = useState<string | null>(null)
  const { data } = useQuery(api.listViews.queryOptions({ input: { list } }))
  const again = { onSuccess: () => queries.invalidateQueries({ queryKey: api.listViews.key() }) }
  const saving = useMutation(api.saveView.mutationOptions(again))
  const dropping = useMutation(api.dropView.mutationOptions(again))
  const opening = useMutation(api.openWith.mutationOptions(again))

  const show = (view: SavedView | null) => {
    const content =
      view === null ? { search: '', layout: NO_LAYOUT } : contentSchema.safeParse(parse(view.content)).data
    if (content === undefined) return
    setShown(view?.id ?? null)
    putLayout(list, content.layout)
    setParams(withSigns(new URLSearchParams(content.search)), { replace: true })
  }
  useDefaultView({ views: data?.views, untouched: params.size === 0, show })
  return {
    views: data?.views ?? [],
    shown,
    show,
    save: (name: string, shared: boolean) => {
      const search = withWords(params)
      for (const key of NOT_OF_THE_VIEW) search.delete(key)
      const content = JSON.stringify({ search: search.toString(), layout: takeLayout(list) })
      saving.mutate({ list, name, shared, content }, { onSuccess: ({ id }) => setShown(id) })
    },
    drop: (id: string) => dropping.mutate({ id }),
    openWith: (id: string | null) => opening.mutate({ list, id }),
  }
}

interface DefaultView {
  views: readonly SavedView[] | undefined
  /** Nobody asked for anything else on the way here. */
  untouched: boolean
  show: (view: SavedView) => void
}

/** The list opens with the user's own first view, once; filters cleared later stay cleared. */
function useDefaultView({ views, untouched, show }: DefaultView): void {
  const settled = useRef(false)
  useEffect(() => {
    if (settled.current || views === undefined) return
    settled.current = true
    const first = views.find(({ isDefault }) => isDefault)
    if (first !== undefined && untouched) show(first)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
