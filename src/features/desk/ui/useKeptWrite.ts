import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import type { CallContext } from '../../../base/ui/callContext.ts'
import { sendSheet } from './sheet.ts'
import type { KeptForm } from './useKeptForm.ts'

export interface KeptWrite<Input, Output> {
  /** The one call that writes the form; it hands the options on. */
  write: (input: Input, options: { context: CallContext }) => Promise<Output>
  /** False: the answer to a trial, which wrote nothing. */
  isWritten?: (output: Output) => boolean
  onNotWritten?: (output: Output) => void
  /** It stands in the book: leaves the form. Undefined: it stood there already, as it stands in the form. */
  onWritten: (output: Output | undefined, input: Input) => unknown
}

/** With a draft nobody has to look first whether it was written. */
const SEND_AGAIN = { code: 'desk.coreGone', params: {} }

/**
 * Writes a kept form: its draft goes with the write, in one transaction of the book, and the same form sent again, by a
 * second press or because the answer was lost, is not written again (docs/decisions/0053).
 */
export function useKeptWrite<Input, Output>(
  kept: Pick<KeptForm<unknown>, 'sheet' | 'text' | 'written'>,
  { write, isWritten = () => true, onNotWritten, onWritten }: KeptWrite<Input, Output>,
) {
  const { t } = useTranslation('desk')
  const queries = useQueryClient()
  const { sheet, text } = kept
  const mutation = useMutation({
    mutationFn: (input: Input) => sendSheet(sheet, { text, write: (options) => write(input, options) }),
    onError: (error) => {
      if (failureOf(error).code === 'common.alreadyWritten') void queries.invalidateQueries()
    },
    onSuccess: async (answer, input) => {
      if (answer === 'pressedTwice') return
      const output = answer === 'stood' ? undefined : answer.output
      if (output !== undefined && !isWritten(output)) {
        onNotWritten?.(output)
        return
      }
      if (answer === 'stood') {
        notifications.show({ message: t('draft.stood') })
        void queries.invalidateQueries()
      }
      await onWritten(output, input)
      kept.written()
    },
  })
  const failure = mutation.error === null ? undefined : failureOf(mutation.error)
  return { ...mutation, failure: failure?.code === 'common.coreGone' ? SEND_AGAIN : failure }
}
