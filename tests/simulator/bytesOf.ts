import type { Node } from './world.ts'

/** What a ticket of this office stands for. */
export function bytesOf({ office }: Node, ticket: string): Uint8Array {
  return office.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
}
