import { Button, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus, IconUserMinus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { NameField } from '../../../base/ui/NameField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import { WordSelect } from '../../units/ui/WordSelect.tsx'
import type { AddressFile } from '../common/addressSchemas.ts'
import { SexField } from './SexField.tsx'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

export interface MembersPanelProps {
  file: AddressFile
  mayWrite: boolean
}

/** The people of the same household. */
export function MembersPanel({ file, mayWrite }: MembersPanelProps) {
  const { t } = useTranslation('addresses')
  const [adding, setAdding] = useState(false)
  return (
    <>
      {file.members.length === 0 ? (
        <p className="nc-soft">{t('file.noMembers')}</p>
      ) : (
        <ul className="nc-members">
          {file.members.map((member) => (
            <MemberLine key={member.personId} member={member} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {mayWrite ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size="1rem" stroke={1.5} />}
          onClick={() => setAdding(true)}
        >
          {t('actions.addMember')}
        </Button>
      ) : null}
      {adding ? <MemberDrawer addressId={file.id} onClose={() => setAdding(false)} /> : null}
    </>
  )
}

type Member = AddressFile['members'][number]

function MemberLine({ member, mayWrite }: { member: Member; mayWrite: boolean }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const { nameOf } = useVocabulary('householdRelation')
  const facts = [
    member.head ? t('members.head') : null,
    member.relation === null ? null : nameOf(member.relation),
    member.sex === null ? null : t(`sex.${member.sex}`),
    member.birthDay === null ? null : formatDay(member.birthDay),
  ]
  return (
    <li>
      <strong>{member.name}</strong>
      <span className="nc-soft num">{facts.filter(Boolean).join(' · ')}</span>
      {mayWrite && !member.head ? <MakeHead member={member} /> : null}
      {mayWrite ? <RemoveMember member={member} /> : null}
    </li>
  )
}

function MakeHead({ member }: { member: AddressFile['members'][number] }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const failureText = useFailureText()
  const onError = (error: unknown) => notifications.show({ message: failureText(failureOf(error)) })
  const setHead = useMutation(api.setHead.mutationOptions({ onSuccess: refresh, onError }))
  return (
    <UnstyledButton
      className="nc-link nc-members-head"
      aria-label={t('members.makeHeadOf', { name: member.name })}
      onClick={() => setHead.mutate({ personId: member.personId })}
    >
      {t('members.makeHead')}
    </UnstyledButton>
  )
}

function RemoveMember({ member }: { member: AddressFile['members'][number] }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const offerUndo = useUndoToast()
  const failureText = useFailureText()
  const tell = (error: unknown) => notifications.show({ message: failureText(failureOf(error)) })
  const { personId, name } = member
  const restore = useMutation(api.restoreMember.mutationOptions({ onSuccess: refresh, onError: tell }))
  const remove = useMutation(
    api.removeMember.mutationOptions({
      onSuccess: async () => {
        await refresh()
        offerUndo({ message: t('members.removed', { name }), onUndo: () => restore.mutate({ personId }) })
      },
      onError: tell,
    }),
  )
  return (
    <UnstyledButton
      className="nc-icon-button"
      aria-label={t('actions.removeMember', { name })}
      onClick={() => remove.mutate({ personId })}
    >
      <IconUserMinus size="1rem" stroke={1.5} />
    </UnstyledButton>
  )
}

interface MemberDraft {
  name: string | undefined
  birthDay: string | undefined
  sex: 'M' | 'F' | null
  relation: string | null
}

const NOBODY: MemberDraft = { name: undefined, birthDay: undefined, sex: null, relation: null }

function MemberDrawer({ addressId, onClose }: { addressId: string; onClose: () => void }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const kept = useKeptForm({ form: `addresses.member:${addressId}`, start: NOBODY })
  const { values: draft, change } = kept
  const add = useKeptWrite(kept, {
    write: api.addMember.call,
    onWritten: async () => {
      await refresh()
      onClose()
    },
  })
  const submit = () =>
    add.mutate({
      id: addressId,
      name: draft.name ?? '',
      birthDay: draft.birthDay ?? null,
      sex: draft.sex,
      relation: draft.relation,
    })
  return (
    <KeptDrawer
      draft={kept.draft}
      opened
      title={t('actions.addMember')}
      verb={t('actions.addMember')}
      onSubmit={submit}
      onClose={onClose}
      saving={add.isPending}
      disabled={draft.name === undefined}
      failure={add.failure}
    >
      <NameField label={t('members.name')} required value={draft.name} onChange={(name) => change({ name })} />
      <WordSelect
        kind="householdRelation"
        label={t('members.relation')}
        value={draft.relation}
        onChange={(relation) => change({ relation })}
      />
      <DayField
        label={t('members.birthDay')}
        partial
        window={{ latest: officeToday() }}
        value={draft.birthDay}
        onChange={(birthDay) => change({ birthDay })}
      />
      <SexField value={draft.sex} onChange={(sex) => change({ sex })} />
    </KeptDrawer>
  )
}
