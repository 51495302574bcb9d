import * as z from 'zod'

/** Request header that numbers a call, so that the two ends of a message port mean the same stream of events. */
export const FLOW_HEADER = 'x-nhip-cau-flow'

/** How many events a stream may run ahead of what the page has taken. */
export const FLOW_WINDOW = 16

const flowTakenSchema = z.object({ flowTaken: z.number().int() })

/** What the page posts for each event it has taken. */
export function flowTaken(flow: number): z.infer<typeof flowTakenSchema> {
  return { flowTaken: flow }
}

/** The number of the stream whose event was taken; undefined for any other message. */
export function readFlowTaken(message: unknown): number | undefined {
  return flowTakenSchema.safeParse(message).data?.flowTaken
}
