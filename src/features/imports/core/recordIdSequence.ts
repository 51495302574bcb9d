import { newRecordId } from '../../../base/common/recordId.ts'

const TAIL = 12
const LAST_TAIL = 0xff_ff_ff_ff_ff_ff

/**
 * New record ids for a large set: one UUIDv7 and those after it, its last 48 bits counted up (RFC 9562 §6.2, a counter seeded
 * at random). They sort in the order they are taken, and cost a twentieth of a fresh one each.
 */
export function recordIdSequence(): () => string {
  let head = ''
  let tail = LAST_TAIL
  return () => {
    if (tail === LAST_TAIL) {
      const first = newRecordId()
      head = first.slice(0, -TAIL)
      // The upper half stays free to count in.
      tail = Math.floor(Number.parseInt(first.slice(-TAIL), 16) / 2)
    } else tail += 1
    return head + tail.toString(16).padStart(TAIL, '0')
  }
}
