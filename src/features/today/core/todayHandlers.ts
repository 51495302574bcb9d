import { implement } from '@orpc/server'
import { rightsOf } from '../../../base/common/rights.ts'
import type { ReadDb } from '../../../db/database.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { todayContract } from '../common/contract.ts'
import { groupOfDay, nextReportOn, worklistHorizon } from '../common/rules.ts'
import { WORK_GROUPS, type Worklist } from '../common/worklistSchemas.ts'
import { readDueInstalments } from './dueInstalmentsRepo.ts'
import { readFirstSteps } from './firstSteps.ts'
import { type GroupedLine, readWorkLines } from './workRow.ts'
import { workSources } from './workSources.ts'

const os = implement(todayContract).$context<DoorContext>().use(requireRight)

export const todayHandlers = {
  worklist: os.worklist.handler(async ({ context }): Promise<Worklist> => {
    const { db, office, session, services } = context
    const today = services.clock.today()
    const own = { today, unitId: office.unitId }
    const rights = rightsOf(session.roles)
    const reports =
      office.kind === 'central' || office.kind === 'partner' ? null : nextReportOn(await readLastReported(db), today)
    const lines = await readDueInstalments(db, own)
    lines.push(...(await readWorkLines(db, workSources(own, { money: rights.has('money.read') }))))
    if (reports !== null && rights.has('bundles.send')) lines.push(...reportLines(reports, today))
    lines.push(...(await readFirstSteps(db, { office, rights })))
    return { today, groups: groupsOf(lines), nextReportOn: reports }
  }),
}

/** Last day covered by any report sent. */
async function readLastReported(db: ReadDb): Promise<string | null> {
  const row = await db
    .selectFrom('bundle_sent')
    .where('kind', '=', 'report')
    .select((each) => each.fn.max('to_day').as('day'))
    .executeTakeFirst()
  return row?.day ?? null
}

function reportLines(by: string, today: string): GroupedLine[] {
  if (by > worklistHorizon(today).month) return []
  const nothing = { name: null, detail: null, fromMonth: null, toMonth: null, amount: null, currency: 'VND' as const }
  return [
    {
      group: groupOfDay(by, today),
      line: { key: 'bundle', kind: 'bundleDue', ...nothing, count: 1, by, recordId: null, link: '/bundles' },
    },
  ]
}

/** All groups in their order, what is due first on top, undated lines last. */
function groupsOf(lines: readonly GroupedLine[]): Worklist['groups'] {
  return WORK_GROUPS.map((group) => {
    const own = lines.filter((each) => each.group === group).map((each) => each.line)
    own.sort((first, second) => compareText(first.by ?? '9', second.by ?? '9'))
    return { group, lines: own, count: own.reduce((sum, line) => sum + line.count, 0) }
  })
}

function compareText(first: string, second: string): number {
  if (first === second) return 0
  return first < second ? -1 : 1
}
