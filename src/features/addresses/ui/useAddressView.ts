import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { type AddressView, readView, writeView } from './addressView.ts'

/** The view of the list and how to change it; another filter or order starts at the first page again. */
export function useAddressView(): { view: AddressView; change: (changes: Partial<AddressView>) => void } {
  const [params, setParams] = useSearchParams()
  const view = useMemo(() => readView(params), [params])
  const change = (changes: Partial<AddressView>) =>
    setParams(writeView({ ...view, page: 1, ...changes }), { replace: true })
  return { view, change }
}
