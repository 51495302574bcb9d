import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import type { Activity } from '../common/activitySchemas.ts'
import { useCooperation } from './useCooperation.ts'

/** Takes an activity out of the list; the toast brings it back. */
export function RemoveActivity({ activity, onRemoved }: { activity: Activity; onRemoved: () => void }) {
  const { t } = useTranslation('cooperation')
  const { client, refresh } = useCooperation()
  const undoToast = useUndoToast()
  const restore = useMutation({ mutationFn: () => client.cooperation.restore({ id: activity.id }), onSuccess: refresh })
  const remove = useMutation({
    mutationFn: () => client.cooperation.remove({ id: activity.id }),
    onSuccess: async () => {
      onRemoved()
      await refresh()
      undoToast({ message: t('removed', { title: activity.fields.title }), onUndo: () => restore.mutate() })
    },
  })
  return (
    <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
      {t('remove')}
    </Button>
  )
}
