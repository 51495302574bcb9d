import { UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { LineField } from '../../../base/ui/LineField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { type Unfilled, useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import { WordSelect } from '../../units/ui/WordSelect.tsx'
import { type Need, needFieldsSchema } from '../common/fileSchemas.ts'
import { FilePart } from './FilePart.tsx'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'
import { useRemovePart } from './useRemovePart.ts'

/** What is needed, each thing open or met; a delivery of its form closes it by itself. */
export function NeedPanel({ addressId, mayWrite }: { addressId: string; mayWrite: boolean }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const [editing, setEditing] = useState<Need | 'new'>()
  const list = useQuery(api.needs.list.queryOptions({ input: { addressId } }))
  return (
    <FilePart
      title={t('needs.title')}
      add={mayWrite ? { label: t('needs.add'), onSelect: () => setEditing('new') } : undefined}
    >
      {list.error === null ? null : <FailureNotice failure={failureOf(list.error)} />}
      {list.data?.needs.length === 0 ? <p className="nc-soft">{t('needs.none')}</p> : null}
      <ul className="nc-part-lines">
        {list.data?.needs.map((need) => (
          <NeedLine key={need.id} need={need} {...(mayWrite ? { onEdit: () => setEditing(need) } : {})} />
        ))}
      </ul>
      {editing === undefined ? null : (
        <NeedDrawer
          addressId={addressId}
          need={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </FilePart>
  )
}

function NeedLine({ need, onEdit }: { need: Need; onEdit?: () => void }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const { nameOf } = useVocabulary('helpForm')
  const state =
    need.metOn === null
      ? t('needs.openSince', { day: formatDay(need.openedOn) })
      : t(need.metBy === 'hand' ? 'needs.metByHand' : 'needs.metByDelivery', { day: formatDay(need.metOn) })
  return (
    <li>
      <strong>{nameOf(need.helpForm)}</strong>
      <span>{[need.what, need.note].filter(Boolean).join(' · ')}</span>
      <StateBadge tone={need.state === 'met' ? 'green' : 'amber'} label={state} />
      {onEdit === undefined ? null : <NeedActions need={need} name={nameOf(need.helpForm)} onEdit={onEdit} />}
    </li>
  )
}

function NeedActions({ need, name, onEdit }: { need: Need; name: string; onEdit: () => void }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const failureText = useFailureText()
  const onError = (error: unknown) => notifications.show({ message: failureText(failureOf(error)) })
  const meet = useMutation(api.needs.meet.mutationOptions({ onSuccess: refresh, onError }))
  const reopen = useMutation(api.needs.reopen.mutationOptions({ onSuccess: refresh, onError }))
  const remove = useRemovePart(() => api.needs.remove.call({ id: need.id }), t('needs.removed', { name }))
  const { id, version } = need
  return (
    <span className="nc-part-actions">
      {need.state === 'open' ? (
        <UnstyledButton className="nc-link" onClick={() => meet.mutate({ id, version, metOn: officeToday() })}>
          {t('needs.meet')}
        </UnstyledButton>
      ) : null}
      {need.metBy === 'hand' ? (
        <UnstyledButton className="nc-link" onClick={() => reopen.mutate({ id, version })}>
          {t('needs.reopen')}
        </UnstyledButton>
      ) : null}
      <UnstyledButton className="nc-link" onClick={onEdit}>
        {t('needs.edit')}
      </UnstyledButton>
      <UnstyledButton className="nc-link" onClick={remove}>
        {t('needs.remove')}
      </UnstyledButton>
    </span>
  )
}

interface NeedDrawerProps {
  addressId: string
  need: Need | undefined
  onClose: () => void
}

function NeedDrawer({ addressId, need, onClose }: NeedDrawerProps) {
  const { t } = useTranslation('addresses')
  const kept = useKeptForm<Unfilled<Need>>({
    form: `addresses.need:${need?.id ?? addressId}`,
    start: need ?? { openedOn: officeToday() },
    editing: need !== undefined,
  })
  const { values: draft, change } = kept
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const save = useKeptWrite(kept, {
    write: api.needs.save.call,
    onWritten: async () => {
      await refresh()
      onClose()
    },
  })
  const known = need === undefined ? {} : { id: need.id, version: need.version }
  return (
    <KeptDrawer
      draft={kept.draft}
      opened
      title={t(need === undefined ? 'needs.add' : 'needs.edit')}
      verb={t('needs.verb')}
      onSubmit={() => save.mutate({ addressId, ...known, fields: needFieldsSchema.parse(draft) })}
      onClose={onClose}
      saving={save.isPending}
      disabled={draft.helpForm === undefined || draft.openedOn === undefined}
      failure={save.failure}
      note={t('needs.hint')}
    >
      <WordSelect
        kind="helpForm"
        label={t('needs.helpForm')}
        required
        value={draft.helpForm ?? null}
        onChange={(helpForm) => change({ helpForm: helpForm ?? undefined })}
      />
      <LineField
        label={t('needs.what')}
        placeholder={t('needs.whatHint')}
        value={draft.what}
        onChange={(what) => change({ what })}
      />
      <DayField
        label={t('needs.openedOn')}
        required
        value={draft.openedOn}
        onChange={(openedOn) => change({ openedOn })}
        window={{ latest: officeToday() }}
      />
      <LineField label={t('fields.note')} value={draft.note} onChange={(note) => change({ note })} />
    </KeptDrawer>
  )
}
