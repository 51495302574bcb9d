import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import { makeLocalName } from './peopleNames.ts'
import { makePhone } from './personFacts.ts'
import { daysAgo, enteredOn, type PracticePlan } from './practicePlan.ts'
import { randomOf } from './random.ts'

export interface Village {
  id: string
  name: string
  headName: string
  /** Far from the road: the village head carries the money. */
  remote: boolean
  /** Its place in the list of villages. */
  index: number
}

const VILLAGES = [
  'Bản Na Mèo',
  'Bản Bo Hiềng',
  'Bản Cha Khót',
  'Bản Ché Lầu',
  'Bản Hiềng',
  'Bản Na Pọng',
  'Bản Sa Ná',
  'Bản Son',
  'Bản Xộp Huối',
  'Khu phố Cửa Khẩu',
  'Thôn 1',
  'Thôn 2',
  'Thôn 10',
]
const REMOTE = new Set(['Bản Ché Lầu', 'Bản Sa Ná', 'Bản Son'])
const FIRST_ENTRY_DAYS_AGO = 800

/** The villages of the commune with their heads and phones. */
export async function makeVillages(plan: PracticePlan): Promise<Village[]> {
  const villages = VILLAGES.map((name, index) => {
    const random = randomOf(plan.seed, 'village', index)
    const headName = makeLocalName(random, random.chance(0.8) ? 'M' : 'F')
    return { id: plan.nextId(), name, headName, headPhone: makePhone(random), remote: REMOTE.has(name), index }
  })
  await plan.batches.add(
    'village',
    villages.map((village) => ({
      id: village.id,
      enteredAt: enteredOn(plan, daysAgo(plan, FIRST_ENTRY_DAYS_AGO)),
      commune_id: plan.unitId,
      name: village.name,
      head_name: village.headName,
      head_phone: village.headPhone,
      search: foldForSearch(`${village.name} ${village.headName}`),
      sort_key: textSortKey(village.name),
    })),
  )
  return villages
}
