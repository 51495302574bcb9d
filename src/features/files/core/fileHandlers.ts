import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { fileContract } from '../common/contract.ts'
import { refuseTooLarge } from '../common/fileLimit.ts'

const os = implement(fileContract).$context<DoorContext>().use(requireRight)

export const fileHandlers = {
  put: os.put.handler(async ({ input, context }) => {
    refuseTooLarge(input.file)
    const bytes = new Uint8Array(await input.file.arrayBuffer())
    return { ticket: context.services.tickets.put({ name: input.file.name, type: input.file.type, bytes }) }
  }),

  take: os.take.handler(({ input, context }) => {
    const { tickets } = context.services
    const file = input.keep ? tickets.peek(input.ticket) : tickets.take(input.ticket)
    if (file === undefined) refuse('files.ticketUsed')
    // Safe: ticket bytes are never backed by shared memory.
    return { file: new File([file.bytes as Uint8Array<ArrayBuffer>], file.name, { type: file.type }) }
  }),
}
