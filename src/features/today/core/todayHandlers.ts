import { implement } from '@orpc/server'
import { rightsOf } from '../../../base/common/rights.ts'
import type { ReadDb } from '../../../db/database.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { todayContract } from '../common/contract.ts'
import { groupOfDay, nextReportOn, worklistHorizon } from '../common/rules.ts'
import { WORK_GROUPS, type WorkKind, type WorkLine, type Worklist } from '../common/worklistSchemas.ts'
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
    if (reports !== null && rights.has('bundles.send'))
      lines.push(...reportLines(reports, today), ...(await readReceiptLines(db)))
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
  return [{ group: groupOfDay(by, today), line: atBundles('bundleDue', { count: 1, by }) }]
}

/**
 * What the newest receipts ask for: files that were refused, figures to look at again. Once a report has gone after the receipt the
 * next word is the office above's, which says in its next receipt what is settled.
 */
async function readReceiptLines(db: ReadDb): Promise<GroupedLine[]> {
  const notes = await db
    .selectFrom('receipt_note')
    .select((each) => ['kind', each.fn.countAll().as('count'), each.fn.max('noted_at').as('at')])
    .where('done_at', 'is', null)
    .where('kind', 'in', ['refused', 'question'])
    .where('by_unit', 'in', (of) =>
      of.selectFrom('unit_key').select('unit_id').where('role', '=', 'receiver').where('revoked_from_seq', 'is', null),
    )
    .groupBy('kind')
    .execute()
  if (notes.length === 0) return []
  const sent = await db
    .selectFrom('bundle_sent')
    .where('kind', '=', 'report')
    .select((each) => each.fn.max('made_at').as('at'))
    .executeTakeFirst()
  return notes.map(({ kind, count, at }) => ({
    group: (sent?.at ?? '') > at ? 'waitingElsewhere' : 'thisWeek',
    line: atBundles(kind === 'refused' ? 'bundleRefused' : 'figureAsked', { count: Number(count), by: null }),
  }))
}

function atBundles(kind: WorkKind, { count, by }: { count: number; by: string | null }): WorkLine {
  const nothing = { name: null, detail: null, fromMonth: null, toMonth: null, amount: null, currency: 'VND' as const }
  return { key: kind, kind, ...nothing, count, by, recordId: null, link: '/bundles' }
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
