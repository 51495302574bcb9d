import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { nameSortKey, textSortKey } from '../../../base/common/nameSortKey.ts'
import { makeLocalName } from './peopleNames.ts'
import { makePhone } from './personFacts.ts'
import { daysAgo, enteredOn, type PracticePlan } from './practicePlan.ts'
import { type Random, randomOf } from './random.ts'
import type { MadeUpRow } from './recordBatches.ts'

export interface Donor {
  id: string
  name: string
}

type DonorKind = 'person' | 'organisation' | 'business' | 'collective'

const FORMS: Record<Exclude<DonorKind, 'person'>, readonly string[]> = {
  business: [
    'Công ty TNHH May',
    'Công ty Cổ phần Xây dựng',
    'Hợp tác xã Dược liệu',
    'Công ty TNHH Vận tải',
    'Cửa hàng Vật liệu',
  ],
  organisation: ['Hội Doanh nghiệp', 'Chùa', 'Quỹ Khuyến học', 'Hội Cựu giáo chức', 'Giáo xứ'],
  collective: ['Nhóm thiện nguyện', 'Câu lạc bộ Áo ấm', 'Lớp cựu học sinh', 'Đoàn xe 0 đồng'],
}
const PROPER_NAMES = [
  'Thành Lợi',
  'Sông Luồng',
  'Hoa Ban',
  'Hương Sen',
  'Bình Minh',
  'Mường Chu',
  'Ánh Dương',
  'Tre Việt',
  'Nắng Ấm',
  'Phú Cường',
  'Đại Phong',
  'Tình Quê',
  'An Nhiên',
  'Nhịp Bước',
  'Trường Thành',
  'Lá Xanh',
  'Đồng Tâm',
  'Mai Vàng',
  'Hồng Đức',
  'Biên Cương',
]
const PLACES = [
  'Quan Sơn, Thanh Hóa',
  'Thành phố Thanh Hóa cũ',
  'Hà Nội',
  'Ninh Bình',
  'Sầm Nưa, Hủa Phăn',
  'Nghi Sơn, Thanh Hóa',
]

/** Sponsors: people, firms, associations and groups; a few wish to stay unnamed. */
export async function makeDonors(plan: PracticePlan): Promise<Donor[]> {
  const taken = new Set<string>()
  const rows = Array.from({ length: plan.size.donors }, (_, index) => makeDonor(plan, { index, taken }))
  await plan.batches.add('donor', rows)
  return rows.map(({ id, name }) => ({ id, name }))
}

function makeDonor(plan: PracticePlan, { index, taken }: { index: number; taken: Set<string> }): MadeUpRow<'donor'> {
  const random = randomOf(plan.seed, 'donor', index)
  const kind = random.weighted<DonorKind>([
    ['person', 52],
    ['business', 24],
    ['organisation', 14],
    ['collective', 10],
  ])
  const name = ownName(random, { kind, taken })
  return {
    id: plan.nextId(),
    enteredAt: enteredOn(plan, daysAgo(plan, random.between(60, 790))),
    kind,
    name,
    representative: kind === 'person' ? null : makeLocalName(random, random.chance(0.5) ? 'M' : 'F'),
    phone: random.chance(0.8) ? makePhone(random) : null,
    email: random.chance(0.3) ? `nguoitaitro${index + 1}@example.vn` : null,
    place: random.pick(PLACES),
    tax_code: kind === 'business' ? `28${String(random.below(100_000_000)).padStart(8, '0')}` : null,
    anonymous: random.chance(0.05) ? 1 : 0,
    note: null,
    import_id: null,
    merged_into: null,
    search: foldForSearch(name),
    sort_key: kind === 'person' ? nameSortKey(name) : textSortKey(name),
  }
}

function ownName(random: Random, { kind, taken }: { kind: DonorKind; taken: Set<string> }): string {
  for (;;) {
    const name = kind === 'person' ? personName(random) : `${random.pick(FORMS[kind])} ${properName(random)}`
    if (!taken.has(name)) {
      taken.add(name)
      return name
    }
  }
}

function personName(random: Random): string {
  const sex = random.chance(0.5) ? 'M' : 'F'
  return `${sex === 'M' ? 'Ông' : 'Bà'} ${makeLocalName(random, sex)}`
}

function properName(random: Random): string {
  const name = random.pick(PROPER_NAMES)
  return random.chance(0.5) ? name : `${name} ${random.between(1, 99)}`
}
