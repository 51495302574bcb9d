import { addDays, type Day, type PartialDay } from '../../../base/common/day.ts'
import type { Sex } from './peopleNames.ts'
import type { Random } from './random.ts'

/** Who an address is for: the category decides the age, the situation and the need. */
export interface Hardship {
  category: string
  weight: number
  ages: readonly [least: number, most: number]
  situations: readonly string[]
  needs: readonly string[]
}

export const HARDSHIPS: readonly Hardship[] = [
  {
    category: 'poor',
    weight: 20,
    ages: [24, 68],
    situations: [
      'Nhà đông con, thiếu đất sản xuất, thu nhập chỉ trông vào nương ngô.',
      'Vợ mất sớm, một mình nuôi ba con nhỏ.',
    ],
    needs: ['Hỗ trợ gạo lúc giáp hạt, con giống để chăn nuôi.', 'Thẻ bảo hiểm y tế và tiền học cho con.'],
  },
  {
    category: 'nearPoor',
    weight: 8,
    ages: [26, 70],
    situations: ['Mới thoát nghèo, có mẹ già nằm liệt giường.', 'Thu nhập thấp, nhà dột nát sau mưa lũ.'],
    needs: ['Vốn sản xuất nhỏ.', 'Sửa mái nhà trước mùa mưa.'],
  },
  {
    category: 'orphan',
    weight: 14,
    ages: [4, 17],
    situations: ['Bố mất, mẹ đi làm ăn xa, ở với ông bà nội.', 'Mồ côi cả cha lẫn mẹ, ở với bác ruột.'],
    needs: ['Tiền ăn, sách vở hằng tháng.', 'Đỡ đầu đến khi học xong lớp 12.'],
  },
  {
    category: 'disability',
    weight: 12,
    ages: [18, 66],
    situations: ['Khuyết tật vận động nặng, không tự đi lại được.', 'Mù hai mắt từ nhỏ, sống cùng em gái.'],
    needs: ['Xe lăn và trợ cấp hằng tháng.', 'Tiền thuốc hằng tháng.'],
  },
  {
    category: 'childDisability',
    weight: 5,
    ages: [3, 15],
    situations: ['Bại não bẩm sinh, mẹ phải ở nhà chăm sóc.', 'Khiếm thính, chưa được đi học.'],
    needs: ['Sữa và phục hồi chức năng.', 'Máy trợ thính.'],
  },
  {
    category: 'elderlyAlone',
    weight: 15,
    ages: [66, 95],
    situations: ['Sống một mình, không còn người thân, đi lại khó khăn.', 'Hai vợ chồng già nuôi cháu nhỏ.'],
    needs: ['Gạo và tiền mặt hằng tháng.', 'Người thăm nom, chăn ấm mùa rét.'],
  },
  {
    category: 'agentOrange',
    weight: 5,
    ages: [40, 78],
    situations: [
      'Nạn nhân chất độc da cam, hai con bị ảnh hưởng di chứng.',
      'Thường xuyên đau ốm, không còn sức lao động.',
    ],
    needs: ['Trợ giúp hằng tháng và khám bệnh miễn phí.', 'Tiền thuốc hằng tháng.'],
  },
  {
    category: 'seriousIllness',
    weight: 8,
    ages: [20, 74],
    situations: ['Suy thận, chạy thận ba lần một tuần ở bệnh viện tỉnh.', 'Ung thư đang điều trị, đã bán hết trâu bò.'],
    needs: ['Tiền xe và tiền ăn khi đi viện.', 'Tiền thuốc hằng tháng.'],
  },
  {
    category: 'poorPupil',
    weight: 13,
    ages: [7, 18],
    situations: ['Học sinh giỏi, nhà xa trường 12 km đường núi, ở bán trú.', 'Bố mẹ ly hôn, có nguy cơ bỏ học.'],
    needs: ['Học bổng và xe đạp.', 'Tiền ăn bán trú.'],
  },
]

/** Birth days as registers know them: often only the year for the elderly. */
export function makeBirthDay(
  random: Random,
  { ages, today }: { ages: readonly [number, number]; today: Day },
): PartialDay {
  const age = random.between(...ages)
  const year = Number(today.slice(0, 4)) - age
  const yearOnly = age >= 60 ? 0.55 : 0.12
  if (random.chance(yearOnly)) return String(year)
  return addDays(`${year}-01-01`, random.below(300))
}

/** A CCCD that fits sex and birth year: Thanh Hóa is 038, digit 4 tells sex and century. */
export function makeIdentityNumber(random: Random, { sex, birthDay }: { sex: Sex; birthDay: PartialDay }): string {
  const year = Number(birthDay.slice(0, 4))
  const sexDigit = (sex === 'M' ? 0 : 1) + (year >= 2000 ? 2 : 0)
  const serial = String(random.below(1_000_000)).padStart(6, '0')
  return `038${sexDigit}${String(year % 100).padStart(2, '0')}${serial}`
}

const PREFIXES = ['032', '035', '036', '037', '038', '086', '091', '094', '097', '098']

export function makePhone(random: Random): string {
  const digits = `${random.pick(PREFIXES)}${String(random.below(10_000_000)).padStart(7, '0')}`
  return `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`
}
