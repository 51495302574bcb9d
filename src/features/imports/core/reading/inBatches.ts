import { setImmediate } from 'node:timers/promises'
import type { ParsedRegisterRow } from '../../common/registerRow.ts'
import type { RegisterSummary } from './parseRegister.ts'

export interface RowBatch {
  rows: ParsedRegisterRow[]
  /** Set on the last batch only. */
  summary?: RegisterSummary
}

/**
 * Hands parsed rows over in batches and lets the event loop turn between them, so that progress shows and a cancel is
 * heard. Throws the signal's reason when aborted.
 */
export async function* inBatches(
  parsed: Generator<ParsedRegisterRow, RegisterSummary>,
  { size = 1000, signal }: { size?: number; signal?: AbortSignal } = {},
): AsyncGenerator<RowBatch, void> {
  for (;;) {
    signal?.throwIfAborted()
    const rows: ParsedRegisterRow[] = []
    for (let step = parsed.next(); ; step = parsed.next()) {
      if (step.done) {
        yield { rows, summary: step.value }
        return
      }
      rows.push(step.value)
      if (rows.length === size) break
    }
    yield { rows }
    await setImmediate()
  }
}
