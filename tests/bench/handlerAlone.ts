import type { AnyProcedure } from '@orpc/server'
import type { BenchOffice } from './benchOffice.ts'

/**
 * The very function the door calls, with the context the door makes for it and input that is parsed already: no session is looked
 * up, no right checked, no use noted, no answer checked.
 */
export async function handlerAlone(
  office: BenchOffice,
  { procedure, input }: { procedure: AnyProcedure; input: unknown },
): Promise<() => Promise<unknown>> {
  const { handler, inputSchema } = procedure['~orpc']
  const parsed = await inputSchema?.['~standard'].validate(input)
  if (parsed?.issues !== undefined) throw new Error('the input is not what the contract asks for')
  const open = office.app.holder.office
  const session = office.app.holder.findSession(office.token)
  if (open === undefined || session === undefined) throw new Error('nobody is at work in the office')
  const write = () => Promise.reject(new Error('a page only reads'))
  const context = { ...office.app.context(), office: open, session, db: open.database.read, write }
  const options = {
    context,
    input: parsed?.value,
    path: [],
    procedure,
    lastEventId: undefined,
    errors: {},
  }
  return async () => handler(options)
}
