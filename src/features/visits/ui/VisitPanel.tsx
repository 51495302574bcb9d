import { Button, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import { AttachmentPanel } from '../../attachments/ui/AttachmentPanel.tsx'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { visitContract } from '../common/contract.ts'
import type { Visit } from '../common/visitSchemas.ts'
import { VisitDrawer } from './VisitDrawer.tsx'
import './visits.css'

export interface VisitPanelProps {
  addressId: string
  name: string
  mayWrite: boolean
  /** Of one house only: the visits after it was handed over. */
  houseId?: string
}

/** The visits to one address with their photos, and when the next one is due. */
export function VisitPanel({ addressId, name, mayWrite, houseId }: VisitPanelProps) {
  const { t } = useTranslation('visits')
  const api = useApi<{ visits: typeof visitContract }>()
  const [writing, setWriting] = useState<Visit | 'new'>()
  const list = useQuery(api.visits.forAddress.queryOptions({ input: { addressId } }))
  const visits = (list.data?.visits ?? []).filter((visit) => houseId === undefined || visit.houseId === houseId)
  return (
    <section className="nc-visits" aria-label={t('panel')}>
      <div className="nc-visits-head">
        <h2>{t('panel')}</h2>
        {list.data === undefined ? null : <NextVisit day={list.data.nextVisitOn} />}
        {mayWrite ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size="1rem" stroke={1.5} />}
            onClick={() => setWriting('new')}
          >
            {t('record.title')}
          </Button>
        ) : null}
      </div>
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.data !== undefined && visits.length === 0 ? <p className="nc-soft">{t('none')}</p> : null}
      <ul className="nc-visits-list">
        {visits.map((visit) => (
          <VisitLine key={visit.id} visit={visit} mayWrite={mayWrite} onEdit={() => setWriting(visit)} />
        ))}
      </ul>
      {writing === undefined ? null : (
        <VisitDrawer
          addressId={addressId}
          name={name}
          visit={writing === 'new' ? undefined : writing}
          {...(houseId === undefined ? {} : { houseId })}
          onClose={() => setWriting(undefined)}
        />
      )}
    </section>
  )
}

function NextVisit({ day }: { day: string | null }) {
  const { t } = useTranslation('visits')
  const { formatDay } = useFormat()
  if (day === null) return <span className="nc-soft">{t('noNext')}</span>
  const late = day < officeToday()
  const words = t(late ? 'nextLate' : 'next', { day: formatDay(day) })
  return late ? <StateBadge tone="red" label={words} /> : <span className="nc-soft num">{words}</span>
}

function VisitLine({ visit, mayWrite, onEdit }: { visit: Visit; mayWrite: boolean; onEdit: () => void }) {
  const { t } = useTranslation('visits')
  const { formatDay } = useFormat()
  const { nameOf } = useVocabulary('visitResult')
  const remove = useRemoveVisit(visit)
  const facts = [
    visit.byName === null ? null : t('by', { name: visit.byName }),
    visit.dueOn === null || visit.dueOn === visit.madeOn ? null : t('wasDue', { day: formatDay(visit.dueOn) }),
  ]
  return (
    <li>
      <div className="nc-visit-line">
        <strong className="num">{formatDay(visit.madeOn)}</strong>
        <span>{nameOf(visit.result)}</span>
        <span className="nc-soft">{facts.filter(Boolean).join(' · ')}</span>
        {mayWrite ? (
          <span className="nc-visit-actions">
            <UnstyledButton className="nc-link" onClick={onEdit}>
              {t('edit')}
            </UnstyledButton>
            <UnstyledButton className="nc-link" onClick={remove}>
              {t('remove')}
            </UnstyledButton>
          </span>
        ) : null}
      </div>
      {visit.note === null ? null : <p>{visit.note}</p>}
      <AttachmentPanel of={{ table: 'visit', id: visit.id }} mayWrite={mayWrite} />
    </li>
  )
}

function useRemoveVisit({ id, madeOn }: Visit): () => void {
  const { t } = useTranslation('visits')
  const { formatDay } = useFormat()
  const api = useApi<{ visits: typeof visitContract }>()
  const queries = useQueryClient()
  const offerUndo = useUndoToast()
  const failureText = useFailureText()
  const refresh = () => queries.invalidateQueries()
  const tell = (error: unknown) => notifications.show({ message: failureText(failureOf(error)) })
  const restore = useMutation(api.visits.restore.mutationOptions({ onSuccess: refresh, onError: tell }))
  const remove = useMutation(
    api.visits.remove.mutationOptions({
      onSuccess: async () => {
        offerUndo({ message: t('removed', { day: formatDay(madeOn) }), onUndo: () => restore.mutate({ id }) })
        await refresh()
      },
      onError: tell,
    }),
  )
  return () => remove.mutate({ id })
}
