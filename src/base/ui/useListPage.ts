import { useState } from 'react'
import type { ListPage } from './ListFooter.tsx'

const FIRST: ListPage = { number: 1, size: 50 }

/**
 * The page of a list that is shown. Another filter or order (`of`: anything that tells them apart) begins at the first page:
 * the third page of what was shown before may lie behind the end of what is shown now.
 */
export function useListPage(of: unknown): [ListPage, (page: ListPage) => void] {
  const shown = JSON.stringify(of)
  const [kept, setKept] = useState({ page: FIRST, shown })
  const page = kept.shown === shown ? kept.page : { ...kept.page, number: 1 }
  return [page, (next) => setKept({ page: next, shown })]
}
