/** Request header that numbers a call, so that the two ends of a message port mean the same stream of events. */
export const FLOW_HEADER = 'x-nhip-cau-flow'

/** How many events a stream may run ahead of what the page has taken. */
export const FLOW_WINDOW = 16

/** What the page posts for each event it has taken. */
export function flowTaken(flow: number): { flowTaken: number } {
  return { flowTaken: flow }
}

/** The number of the stream whose event was taken; undefined for any other message. */
export function readFlowTaken(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null || !('flowTaken' in message)) return undefined
  return typeof message.flowTaken === 'number' && Number.isInteger(message.flowTaken) ? message.flowTaken : undefined
}
