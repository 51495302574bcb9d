import { failureOf } from '../../../base/common/failures.ts'
import { newRecordId } from '../../../base/common/recordId.ts'
import type { CallContext } from '../../../base/ui/callContext.ts'

/** One filled-in form, from its first key until it stands in the book. Sent twice, it is written once. */
export interface Sheet {
  /** Also the id of its draft. */
  id: string
  /** What stood in it when it may have been written: sent without an answer, or left as a draft. */
  unsure: readonly (string | null)[]
}

export function newSheet(): Sheet {
  return { id: newRecordId(), unsure: [] }
}

/** Refusals before or after the book was asked: whether an earlier sending was written they do not tell. */
const TELLS_NOTHING = /^(common|app|lan)\./

export interface Sending<Output> {
  /** What stands in the form, as the text of its draft. */
  text: string | null
  write: (options: { context: CallContext }) => Promise<Output>
}

/**
 * Sends the sheet that lies in a form. `stood`: the book has it from an earlier sending, as it stands in the form.
 * `pressedTwice`: the other press was answered already, and another sheet lies there.
 * @throws what `write` throws; after `common.alreadyWritten` what was typed since lies there as a sheet of its own
 */
export async function sendSheet<Output>(
  form: { current: Sheet },
  { text, write }: Sending<Output>,
): Promise<{ output: Output } | 'stood' | 'pressedTwice'> {
  const sent = form.current
  const lies = () => form.current.id === sent.id
  form.current = { ...sent, unsure: [...sent.unsure, text] }
  try {
    const output = await write({ context: { draft: sent.id } })
    if (lies()) form.current = { ...sent, unsure: [] }
    return { output }
  } catch (error) {
    const { code } = failureOf(error)
    if (lies() && !TELLS_NOTHING.test(code)) form.current = { ...sent, unsure: [] }
    if (code !== 'common.alreadyWritten') throw error
    if (!lies()) return 'pressedTwice'
    if (sent.unsure.length > 0 && sent.unsure.every((before) => before === text)) return 'stood'
    form.current = newSheet()
    throw error
  }
}
