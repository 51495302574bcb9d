import type { ListSort } from '../../../base/ui/listColumn.ts'
import { signOf, TYPED_PARAMS, wordsOf } from '../../../base/ui/wordsOfLine.ts'
import {
  ADDRESS_SORTS,
  type AddressFilter,
  type AddressPageInput,
  addressFilterSchema,
  addressStateSchema,
} from '../common/addressSchemas.ts'

/**
 * What the list shows and in which order; it stands in the address line, so that going back or to a record keeps it. Of typed
 * words only a sign stands there.
 */
export interface AddressView {
  filter: AddressFilter
  /** The name of the village in the filter, for its chip. */
  villageName: string
  sort: AddressPageInput['sort']
  descending: boolean
  /** 1-based */
  page: number
  pageSize: number
}

const PAGE_SIZE = 50

export function readView(params: URLSearchParams): AddressView {
  const states = params.getAll('state').flatMap((state) => {
    const known = addressStateSchema.safeParse(state)
    return known.success ? [known.data] : []
  })
  const text = (name: 'category' | 'importId', value: string | null) =>
    value === null || value === '' ? {} : { [name]: value }
  const search = wordsOf(params.get('q'))
  const village = params.get('village')
  return {
    filter: {
      ...(search === null || search === '' ? {} : { search }),
      ...(states.length === 0 ? {} : { states }),
      ...text('category', params.get('category')),
      ...text('importId', params.get('import')),
      ...(village === null ? {} : { villageId: village }),
      ...(params.get('withoutDonor') === '1' ? { withoutDonor: true } : {}),
      ...readHasPoint(params.get('point')),
      ...readDetails(params),
    },
    villageName: params.get('villageName') ?? '',
    sort: ADDRESS_SORTS.find((sort) => sort === params.get('sort')) ?? 'name',
    descending: params.get('order') === 'desc',
    page: Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1),
    pageSize: Number.parseInt(params.get('size') ?? '', 10) || PAGE_SIZE,
  }
}

/** The view as it stands in the address line; what is as usual is left out. */
export function writeView({ filter, villageName, sort, descending, page, pageSize }: AddressView): URLSearchParams {
  const params = new URLSearchParams()
  if (filter.search) params.set('q', signOf(filter.search))
  for (const state of filter.states ?? []) params.append('state', state)
  if (filter.category) params.set('category', filter.category)
  if (filter.importId) params.set('import', filter.importId)
  if (filter.villageId) {
    params.set('village', filter.villageId)
    params.set('villageName', villageName)
  }
  if (filter.withoutDonor) params.set('withoutDonor', '1')
  if (filter.hasPoint !== undefined) params.set('point', filter.hasPoint ? 'yes' : 'no')
  writeDetails(filter, params)
  if (sort !== 'name') params.set('sort', sort)
  if (descending) params.set('order', 'desc')
  if (page > 1) params.set('page', String(page))
  if (pageSize !== PAGE_SIZE) params.set('size', String(pageSize))
  return params
}

function readHasPoint(text: string | null): AddressFilter {
  return text === 'yes' || text === 'no' ? { hasPoint: text === 'yes' } : {}
}

/** What is asked less often: by commune, sex, who looks after it, an open need, or how things stood on a day. */
function readDetails(params: URLSearchParams): AddressFilter {
  const details = addressFilterSchema
    .pick({ communeId: true, sex: true, responsible: true, openNeed: true, asOf: true })
    .safeParse(
      Object.fromEntries(
        DETAILS.flatMap(([name, key]) => {
          const value = TYPED.has(name) ? wordsOf(params.get(name)) : params.get(name)
          return value === null || value === '' ? [] : [[key, value]]
        }),
      ),
    )
  return details.success ? details.data : {}
}

function writeDetails(filter: AddressFilter, params: URLSearchParams): void {
  for (const [name, key] of DETAILS) {
    const value = filter[key]
    if (value !== undefined) params.set(name, TYPED.has(name) ? signOf(value) : value)
  }
}

const DETAILS = [
  ['commune', 'communeId'],
  ['sex', 'sex'],
  ['responsible', 'responsible'],
  ['need', 'openNeed'],
  ['asOf', 'asOf'],
] as const

const TYPED: ReadonlySet<string> = new Set(TYPED_PARAMS)

export function isFiltered({ filter }: AddressView): boolean {
  return Object.keys(filter).length > 0
}

export function sortOf({ sort, descending }: AddressView): ListSort {
  return { key: sort, direction: descending ? 'desc' : 'asc' }
}
