import type { StagedImport } from '../../../src/features/imports/common/importSchemas.ts'
import type { TestApp, TestClient } from '../../support/openTestApp.ts'
import { fixture, workbookOf } from './reading/registerFiles.ts'

export type ReadWish = Omit<Parameters<TestClient['imports']['read']>[0], 'ticket'>

/** Runs a call that answers with progress to its end; returns its last answer and what it told on the way. */
export async function finish<Progress, Value>(
  call: Promise<AsyncIterator<Progress, Value>>,
): Promise<{ value: Value; progress: Progress[] }> {
  const events = await call
  const progress: Progress[] = []
  for (;;) {
    const step = await events.next()
    if (step.done === true) return { value: step.value, progress }
    progress.push(step.value)
  }
}

export async function stage(
  { client }: Pick<TestApp, 'client'>,
  bytes: Uint8Array,
  wish: ReadWish = {},
): Promise<StagedImport> {
  const file = new File([new Uint8Array(bytes)], 'danh-sach.xlsx')
  const { ticket } = await client.files.put({ file })
  return (await finish(client.imports.read({ ticket, ...wish }))).value
}

export function stageFixture(app: Pick<TestApp, 'client'>, name: string): Promise<StagedImport> {
  return stage(app, fixture(name))
}

export const PAPER = { title: 'Quyết định phê duyệt', number: '12/QĐ-HCTĐ', onDay: '2025-01-10', signer: 'Lê Văn Tám' }

export type ApplyWish = Omit<Parameters<TestClient['imports']['apply']>[0], 'batchId'>

export async function apply({ client }: Pick<TestApp, 'client'>, batchId: string, wish: Partial<ApplyWish> = {}) {
  return (await finish(client.imports.apply({ batchId, past: 'unknown', decision: null, ...wish }))).value
}

export const HEADINGS = [
  'STT',
  'Họ và tên',
  'Năm sinh',
  'Số CCCD',
  'Thôn',
  'Đối tượng',
  'Người đỡ đầu',
  'Mức hỗ trợ',
  'Từ tháng',
  'Số tháng',
]

export interface Line {
  name?: string
  birth?: string | number
  idNumber?: string
  village?: string
  category?: string
  donor?: string
  monthly?: number | string
  from?: string
  months?: number
}

/** A register of the given people; only what matters to the test is said of each. */
export function registerOf(lines: readonly Line[]): Promise<Uint8Array> {
  return workbookOf([
    ['DANH SÁCH ĐỊA CHỈ NHÂN ĐẠO NĂM 2026'],
    HEADINGS,
    ...lines.map((line, index) => [
      index + 1,
      line.name ?? `Lò Văn ${letters(index)}`,
      line.birth ?? 1960,
      line.idNumber ?? null,
      line.village ?? 'Bản Ón',
      line.category ?? 'Hộ nghèo',
      line.donor ?? null,
      line.monthly ?? null,
      line.from ?? null,
      line.months ?? null,
    ]),
  ])
}

/** A made-up given name of its own for every number. */
function letters(index: number): string {
  return [...String(index)].map((digit) => 'ABCDEGHIKL'[Number(digit)]).join('')
}

const COUNTED = [
  'village',
  'decision',
  'donor',
  'person',
  'address',
  'address_category',
  'address_step',
  'pairing',
  'instalment',
  'journal',
  'import_batch',
  'import_row',
  'import_mapping',
] as const

/** Rows of every table an import may touch. */
export function countRows(app: TestApp): Promise<Record<string, number>> {
  return countWhere(app, false)
}

/** Rows that are not deleted, of the tables whose rows can be. */
export function countLiving(app: TestApp): Promise<Record<string, number>> {
  return countWhere(app, true)
}

async function countWhere({ app }: TestApp, living: boolean): Promise<Record<string, number>> {
  const db = app.holder.office!.database.read
  const counts: Record<string, number> = {}
  for (const table of COUNTED) {
    const owned = [
      'village',
      'decision',
      'donor',
      'person',
      'address',
      'address_step',
      'pairing',
      'instalment',
    ].includes(table)
    if (living && !owned) continue
    let query = db.selectFrom(table as 'person').select((expression) => expression.fn.countAll().as('rows'))
    if (living) query = query.where('deleted_at', 'is', null)
    counts[table] = Number((await query.executeTakeFirstOrThrow()).rows)
  }
  return counts
}
