import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** Long enough to read the sentence, see the mistake and reach the button. */
const UNDO_TOAST_MS = 10_000

export interface UndoToast {
  /** What was done, in words: “Đã bỏ 3 địa chỉ khỏi đợt trao”. */
  message: string
  onUndo: () => void
}

/** Shows what was done with a button that takes it back; used instead of asking “are you sure”. */
export function useUndoToast(): (toast: UndoToast) => void {
  const { t } = useTranslation('common')
  return useCallback(
    ({ message, onUndo }: UndoToast) => {
      const id = notifications.show({
        autoClose: UNDO_TOAST_MS,
        withBorder: true,
        closeButtonProps: { 'aria-label': t('actions.close') },
        message: (
          <span className="nc-undo">
            {message}
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                notifications.hide(id)
                onUndo()
              }}
            >
              {t('actions.undo')}
            </Button>
          </span>
        ),
      })
    },
    [t],
  )
}
