import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { progressStream } from '../../../base/core/progressStream.ts'
import type { ReadDb } from '../../../db/database.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { practiceContract } from '../common/contract.ts'
import { PRACTICE_OFFICE } from '../common/rules.ts'
import { fillPractice } from './fillPractice.ts'

const door = implement(practiceContract).$context<DoorContext>()
const os = door.use(requireRight)

export const practiceHandlers = {
  office: door.office.handler(() => PRACTICE_OFFICE),

  status: os.status.handler(async ({ context }) => ({
    practice: context.office.practice,
    filled: await hasRecords(context.db),
  })),

  fill: os.fill.handler(async function* ({ input, context, signal }) {
    if (!context.office.practice) refuse('practice.onlyPractice')
    if (await hasRecords(context.db)) refuse('practice.alreadyFilled')
    const communeName = await readCommuneName(context.db, context.office.unitId)
    const today = context.services.clock.today()
    const storePhoto = (bytes: Uint8Array) => context.services.attachments.put(context.office, bytes)
    const wish = { ...input, today, communeName, storePhoto, signal }
    return yield* progressStream((onProgress: (progress: { done: number; total: number }) => void) =>
      context.write((db, writer) => fillPractice(db, writer, { ...wish, onProgress })),
    )
  }),
}

async function hasRecords(db: ReadDb): Promise<boolean> {
  const address = await db.selectFrom('address').select('id').limit(1).executeTakeFirst()
  return address !== undefined
}

async function readCommuneName(db: ReadDb, unitId: string): Promise<string> {
  const { name } = await db
    .selectFrom('unit_name')
    .select('name')
    .where('unit_id', '=', unitId)
    .where('valid_to', 'is', null)
    .executeTakeFirstOrThrow()
  return name
}
