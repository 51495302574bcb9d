import { createHash } from 'node:crypto'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { InspectedFile } from '../../common/fileSchemas.ts'

interface Look {
  procedure: string
  bytes: Uint8Array
  /** Lines shown, or records of a report. */
  rows: number
}

/**
 * What is shown of a file before anybody says yes may name people, and writes nothing by which it would be told: the log says who
 * looked into which file. It is written before the answer leaves.
 */
export async function noteLook({ holder, services, session }: OfficeContext, look: Look): Promise<void> {
  const { procedure, bytes, rows } = look
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { sha256, bytes: bytes.length, type: 'application/octet-stream', name: '' }
  holder.trail?.note({ at: services.clock.now(), userId: session.userId, kind: 'bundle', procedure, rows, file })
  await holder.trail?.flush()
}

export function rowsShown(seen: InspectedFile): number {
  return seen.kind === 'report' ? seen.report.records : seen.lines.length
}
