import { type AuditHead, genesisHash, hashOfEntry } from '../../../db/auditChain.ts'
import type { AuditEntryTable } from '../../../db/tables/systemTables.ts'
import type { AuditProblem } from '../common/contract.ts'

/** A head kept outside the chain; of one read from paper only the beginning of the hash is known. */
export interface Anchor extends Pick<AuditHead, 'epoch' | 'seq' | 'hash'> {
  at: string
  place: string
  reference: string
}

/**
 * Walks one epoch's chain in order and compares it with its anchors. The chain alone finds what was edited, removed or moved
 * inside it; only an anchor finds a tail that was cut off or a chain that was written anew.
 */
export class ChainCheck {
  readonly problems: AuditProblem[] = []
  readonly #epoch: string
  readonly #anchors: ReadonlyMap<number, Anchor[]>
  #seq = 0
  #previous: string | undefined

  /** @param from where an earlier check ended; the beginning of the chain when left out. */
  constructor(epoch: string, anchors: readonly Anchor[], from?: Pick<AuditHead, 'seq' | 'hash'>) {
    this.#epoch = epoch
    this.#seq = from?.seq ?? 0
    this.#previous = from?.hash
    const own = anchors.filter((anchor) => anchor.epoch === epoch)
    this.#anchors = Map.groupBy(own, (anchor) => anchor.seq)
  }

  take(entry: AuditEntryTable): void {
    const seq = Number(entry.seq)
    if (seq !== this.#seq + 1) this.#found('gap', this.#seq + 1)
    const expected = this.#previous ?? genesisHash({ unitId: entry.unit_id, epoch: this.#epoch })
    if (entry.previous_hash !== expected && seq === this.#seq + 1) this.#found('broken', seq)
    if (hashOfEntry(entry) !== entry.hash) this.#found('altered', seq)
    this.#seq = seq
    this.#previous = entry.hash
    for (const anchor of this.#anchors.get(seq) ?? []) {
      if (!entry.hash.startsWith(anchor.hash)) this.#found('anchor', seq, anchor.reference)
    }
  }

  /**
   * Every entry was taken.
   * @param continued the chain was followed by a restored backup: what lies after its end was set aside knowingly.
   */
  finish({ continued }: { continued: boolean }): AuditProblem[] {
    if (continued) return this.problems
    for (const [seq, anchors] of this.#anchors) {
      if (seq > this.#seq) this.#found('cut', this.#seq + 1, anchors[0]?.reference)
    }
    return this.problems
  }

  #found(kind: AuditProblem['kind'], seq: number, reference: string | null = null): void {
    this.problems.push({ kind, epoch: this.#epoch, seq, reference })
  }
}
