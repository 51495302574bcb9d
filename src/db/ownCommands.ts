import type { WriteDb } from './database.ts'
import type { WriteContext } from './recordWriter.ts'

interface Writing {
  db: WriteDb
  writer: WriteContext
  today: string
}

/**
 * The office's own commands by which a decision of another office takes effect here: the same rules and refusals as if a person had
 * typed it (src/app/core/ownCommands.ts). Each returns the id of the record it wrote.
 */
export interface OwnCommands {
  takeVerdict(
    writing: Writing,
    verdict: {
      addressId: string
      verdict: 'approved' | 'refused'
      paper: { title: string; number: string | null; onDay: string | null; signer: string | null }
      reason: string | null
    },
  ): Promise<string>
  /** Active where the address may receive help, else intended. */
  addPairing(
    writing: Writing,
    pairing: { addressId: string; donorId: string; evenAboveNeed: boolean; [term: string]: unknown },
  ): Promise<string>
  /** Money from the office above, for a free purpose. */
  addReceipt(
    writing: Writing,
    money: {
      fromUnit: string
      amount: number
      currency: string
      method: 'cash' | 'transfer'
      onDay: string
      purpose: string | null
      series: string
      number: number
      year: number
    },
  ): Promise<string>
}
