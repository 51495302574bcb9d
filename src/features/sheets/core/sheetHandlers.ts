import { implement } from '@orpc/server'
import type { SheetCell } from '../../../base/common/csvText.ts'
import { SHEET_TYPES, writeSheet } from '../../../base/core/sheetFile.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { findRestricted } from '../../../db/restrictedAddresses.ts'
import { sheetContract } from '../common/contract.ts'

const os = implement(sheetContract).$context<DoorContext>().use(requireRight)

export const sheetHandlers = {
  make: os.make.handler(async ({ input, context }) => {
    const { clock, tickets, translator } = context.services
    const restricted = await findRestricted(
      context.db,
      input.addressIds.filter((id) => id !== null),
    )
    const kept = translator(context.session.language)('sheets:restricted')
    const isWithheld = (index: number) => restricted.has(input.addressIds[index] ?? '')
    const rows = input.rows.map((row, index) => (isWithheld(index) ? figuresOnly(row, { ...input, kept }) : row))
    const bytes = await writeSheet({ ...input, rows })
    const name = `${input.title.replaceAll(/[\\/:*?"<>|]/g, ' ')} ${clock.today()}.${input.format}`
    const ticket = tickets.put({ name, type: SHEET_TYPES[input.format], bytes, rows: input.rows.length })
    return { ticket, rows: rows.length, withheld: rows.filter((_row, index) => isWithheld(index)).length }
  }),
}

/** Sums stay right to the dong; whose they are is not said. */
function figuresOnly(
  row: readonly SheetCell[],
  { columns, kept }: { columns: readonly { figures: boolean }[]; kept: string },
): SheetCell[] {
  return row.map((cell, index) => {
    if (index === 0) return kept
    return columns[index]?.figures === true && typeof cell === 'number' ? cell : null
  })
}
