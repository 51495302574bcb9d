import type { Random } from './random.ts'

export type Sex = 'M' | 'F'

/** How a people of the border communes is named. Weights follow who lives there: mostly Thái. */
interface NamingCustom {
  ethnicity: string
  weight: number
  family: readonly string[]
  middle: Record<Sex, readonly string[]>
  given: Record<Sex, readonly string[]>
}

const KINH_MIDDLE = {
  M: ['Văn', 'Hữu', 'Đức', 'Xuân', 'Đình', 'Quang', 'Công', 'Minh', 'Ngọc', 'Bá'],
  F: ['Thị', 'Thị Ngọc', 'Thị Thanh', 'Thị Thu', 'Thị Bích', 'Hồng', 'Thị Kim', 'Thị Mỹ'],
}
const KINH_GIVEN = {
  M: [
    'An',
    'Bình',
    'Chung',
    'Dũng',
    'Đạt',
    'Hải',
    'Hùng',
    'Khoa',
    'Long',
    'Nghĩa',
    'Phúc',
    'Quân',
    'Sơn',
    'Thắng',
    'Ước',
  ],
  F: ['Anh', 'Bích', 'Dung', 'Đào', 'Giang', 'Hạnh', 'Hương', 'Lan', 'Liễu', 'Nguyệt', 'Oanh', 'Phượng', 'Thảo', 'Yến'],
}

const CUSTOMS: readonly NamingCustom[] = [
  {
    ethnicity: 'Thái',
    weight: 56,
    family: ['Lò', 'Vi', 'Hà', 'Lương', 'Ngân', 'Lữ', 'Lộc', 'Cầm', 'Quàng', 'Lo', 'Vang', 'Mạc'],
    middle: { M: ['Văn', 'Văn', 'Đình', 'Xuân', 'Hồng', 'Thanh'], F: ['Thị', 'Thị', 'Thị Hồng', 'Thị Thu'] },
    given: {
      M: ['Ún', 'Pâng', 'Thoong', 'Nọi', 'Inh', 'Khằm', 'Piêng', 'Sơn', 'Tuấn', 'Chiến', 'Xuyên', 'Đôi', 'Ọn'],
      F: ['Inh', 'Pháng', 'Ón', 'Khặm', 'Nương', 'Ỏm', 'Dung', 'Hiệp', 'Bua', 'Lả', 'Xuân', 'Thiệp'],
    },
  },
  {
    ethnicity: 'Mông',
    weight: 16,
    family: ['Thao', 'Sung', 'Giàng', 'Lâu', 'Hơ', 'Vàng', 'Và', 'Lầu', 'Ly', 'Hờ'],
    middle: { M: ['A', 'Văn', 'Seo', 'Bá', 'Nhìa'], F: ['Thị', 'Y', 'Thị Mỷ'] },
    given: {
      M: ['Dia', 'Chù', 'Lâu', 'Pó', 'Cho', 'Dế', 'Sênh', 'Tủa', 'Vừ', 'Chứ', 'Khua'],
      F: ['Máy', 'Dợ', 'Sua', 'Chia', 'Mỷ', 'Pà', 'Dua', 'Xúa', 'Ca', 'Mai'],
    },
  },
  {
    ethnicity: 'Mường',
    weight: 12,
    family: ['Bùi', 'Quách', 'Trương', 'Phạm', 'Hà', 'Đinh', 'Cao'],
    middle: { M: ['Văn', 'Công', 'Thế', 'Đình'], F: ['Thị', 'Thị Thu', 'Thị Thanh'] },
    given: {
      M: ['Diệu', 'Thân', 'Tiến', 'Hoan', 'Rậm', 'Chiêu', 'Nhất', 'Thượng', 'Vinh', 'Hợp', 'Lực', 'Nhiệm', 'Dựng'],
      F: ['Dịu', 'Nhàn', 'Thiệp', 'Thơm', 'Xiềng', 'Tươi', 'Nguyên', 'Huệ', 'Lượng', 'Loan', 'Hiệu', 'Mến', 'Quyên'],
    },
  },
  {
    ethnicity: 'Kinh',
    weight: 11,
    family: ['Nguyễn', 'Lê', 'Trần', 'Phạm', 'Hoàng', 'Đặng', 'Đỗ', 'Ngô', 'Mai', 'Trịnh'],
    middle: KINH_MIDDLE,
    given: KINH_GIVEN,
  },
  {
    ethnicity: 'Khơ-mú',
    weight: 2,
    family: ['Cụt', 'Lò', 'Moong', 'Ven', 'Xeo'],
    middle: { M: ['Văn', 'Phò'], F: ['Thị', 'Me'] },
    given: { M: ['Khăm', 'Thoong', 'Bún', 'Hoài'], F: ['Ca', 'Ón', 'Phong', 'Hương'] },
  },
]

/** Lao people who married over the border keep their own script on their papers. */
const LAO_NAMES: Record<Sex, readonly string[]> = {
  M: ['ບຸນມີ ພົມມະຈັນ', 'ຄຳພອນ ສີສຸວັນ', 'ທອງດີ ວົງສາ', 'ສົມຈິດ ແກ້ວມະນີ', 'ບົວລິນ ໄຊຍະວົງ'],
  F: ['ນາງ ແສງດາວ ພິມມະສອນ', 'ຈັນທະລາ ອິນທະວົງ', 'ນາງ ບົວພັນ ຫຼວງລາດ', 'ດາວເຮືອງ ສຸກສະຫວັນ', 'ມະນີວັນ ຈັນທະວົງ'],
}
const LAO_WEIGHT = 3

/** Long names are real, and break lists that were drawn for short ones. */
const LONG_NAMES: Record<Sex, readonly string[]> = {
  M: ['Nguyễn Phúc Tường Nguyên Bảo Khánh', "Y'Blô Niê K'Đăm Êban Hwing", 'Giàng Seo Phử Nhìa Tủa Sênh'],
  F: ['Công Tằng Tôn Nữ Thị Hồng Nguyên Khánh', "H'Hen Niê K'Đăm Buôn Krông", 'Lê Hoàng Nguyễn Thị Thảo Nguyên'],
}

export interface MadeUpName {
  name: string
  ethnicity: string
  /** Lao script or a long name: also known under a short one. */
  otherName: string | null
}

/** A made-up name as the people of the border communes bear it. */
export function makeName(random: Random, sex: Sex): MadeUpName {
  if (random.chance(0.02)) return { name: random.pick(LONG_NAMES[sex]), ethnicity: 'Kinh', otherName: null }
  const custom = random.weighted<NamingCustom | undefined>([
    ...CUSTOMS.map((one) => [one, one.weight] as const),
    [undefined, LAO_WEIGHT],
  ])
  if (custom === undefined) {
    const otherName =
      sex === 'M' ? random.pick(['Bun Mi', 'Khăm Phon', 'Thoong Đi']) : random.pick(['Bua Phăn', 'Đao Hương'])
    return { name: random.pick(LAO_NAMES[sex]), ethnicity: 'Lào', otherName }
  }
  return { name: vietnameseName(random, custom, sex), ethnicity: custom.ethnicity, otherName: null }
}

/** A village head, a surveyor or a sponsor: somebody of the place. */
export function makeLocalName(random: Random, sex: Sex): string {
  const [first = raise(), ...rest] = CUSTOMS
  return vietnameseName(random, random.chance(0.6) ? first : random.pick(rest), sex)
}

function vietnameseName(random: Random, custom: NamingCustom, sex: Sex): string {
  return [random.pick(custom.family), random.pick(custom.middle[sex]), random.pick(custom.given[sex])].join(' ')
}

function raise(): never {
  throw new Error('no naming customs')
}
