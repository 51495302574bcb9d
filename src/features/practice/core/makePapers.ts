import { addDays, type Day } from '../../../base/common/day.ts'
import { makeLocalName } from './peopleNames.ts'
import { daysAgo, enteredOn, type PracticePlan } from './practicePlan.ts'
import { randomOf } from './random.ts'

/** A paper that approved many addresses at once. */
export interface Paper {
  id: string
  onDay: Day
  signer: string
}

const FIRST_PAPER_DAYS_AGO = 1200
const DAYS_BETWEEN = 90

/** The decisions of the last years, a few a year; the oldest has lost its number. */
export async function makePapers(plan: PracticePlan): Promise<Paper[]> {
  const signer = makeLocalName(randomOf(plan.seed, 'signer'), 'M')
  const papers: Paper[] = []
  for (let day = daysAgo(plan, FIRST_PAPER_DAYS_AGO); day <= plan.today; day = addDays(day, DAYS_BETWEEN)) {
    papers.push({ id: plan.nextId(), onDay: day, signer })
  }
  await plan.batches.add(
    'decision',
    papers.map((paper, index) => ({
      id: paper.id,
      enteredAt: enteredOn(plan, paper.onDay),
      number: index === 0 ? null : `${index * 7 + 5}/QĐ-HCTĐ`,
      on_day: paper.onDay,
      signer: paper.signer,
      title: `Quyết định phê duyệt danh sách địa chỉ nhân đạo đợt ${index + 1}`,
    })),
  )
  return papers
}
