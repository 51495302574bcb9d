import { Alert, Button, Group } from '@mantine/core'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { Draft } from './useDraft.ts'

/** Offers the draft that waits for a form. */
export function DraftNotice({ draft }: { draft: Draft }) {
  const { t } = useTranslation('desk')
  const { formatMoment } = useFormat()
  if (draft.found === null) return null
  // The button goes with its answer: who works by keyboard goes on in the first field.
  const answer = (take: () => void) => (event: MouseEvent<HTMLButtonElement>) => {
    const form = event.currentTarget.closest('form')
    take()
    form?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }
  return (
    <Alert variant="light" role="status">
      {t('draft.found', { time: formatMoment(draft.found) })}
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" onClick={answer(draft.use)}>
          {t('draft.use')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={answer(draft.drop)}>
          {t('draft.drop')}
        </Button>
      </Group>
    </Alert>
  )
}
