import { implement } from '@orpc/server'
import { SHEET_TYPES, writeSheet } from '../../../base/core/sheetFile.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { sheetContract } from '../common/contract.ts'

const os = implement(sheetContract).$context<DoorContext>().use(requireRight)

export const sheetHandlers = {
  make: os.make.handler(async ({ input, context }) => {
    const { clock, tickets } = context.services
    const bytes = await writeSheet(input)
    const name = `${input.title.replaceAll(/[\\/:*?"<>|]/g, ' ')} ${clock.today()}.${input.format}`
    const ticket = tickets.put({ name, type: SHEET_TYPES[input.format], bytes, rows: input.rows.length })
    return { ticket, rows: input.rows.length }
  }),
}
