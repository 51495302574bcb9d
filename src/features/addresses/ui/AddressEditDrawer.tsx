import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { ShownFailure } from '../../../base/ui/failureText.ts'
import { DraftState } from '../../desk/ui/DraftState.tsx'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import type { Draft } from '../../desk/ui/useDraft.ts'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import { type AddressFields, type AddressFile, addressFieldsSchema } from '../common/addressSchemas.ts'
import { type AddressDraft, AddressFormFields } from './AddressFormFields.tsx'
import { SimilarNotice } from './SimilarNotice.tsx'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'
import { useTwoPeople } from './useTwoPeople.ts'

export interface AddressEditDrawerProps {
  file: AddressFile
  opened: boolean
  onClose: () => void
}

/**
 * Edits the whole form. Only what is typed is kept apart from the file: when somebody else saved meanwhile, the new version is
 * laid under it. Closing keeps the draft while the record is open.
 */
export function AddressEditDrawer({ file, opened, onClose }: AddressEditDrawerProps) {
  const { t } = useTranslation('addresses')
  const { manyCommunes } = useSignedIn()
  const api = useAddressApi()
  const [base, setBase] = useState(file)
  const start = useMemo(() => draftOf(base), [base])
  const kept = useKeptForm({ form: `addresses.edit:${file.id}`, active: opened, start, editing: true })
  const { values: draft, touched } = kept
  // Nothing typed: the form follows the file, so that it never starts from an old version.
  if (!touched && base !== file) setBase(file)
  const [reloaded, setReloaded] = useState(false)
  const refresh = useRefreshAfterWrite()
  const close = () => {
    setReloaded(false)
    onClose()
  }
  const save = useKeptWrite(kept, {
    write: api.update.call,
    onWritten: async () => {
      await refresh()
      close()
    },
  })
  const twoPeople = useTwoPeople(file.id)
  const takeNew = async () => {
    await refresh()
    save.reset()
    setReloaded(true)
  }
  // The refreshed file arrives as a prop; what was typed stays above it.
  if (reloaded && base !== file) setBase(file)
  return (
    <KeptDrawer
      draft={kept.draft}
      opened={opened}
      title={t('file.edit')}
      verb={t('actions.save')}
      size="lg"
      onSubmit={() => save.mutate({ id: file.id, version: base.version, fields: fieldsOf(draft) })}
      onClose={close}
      saving={save.isPending}
      disabled={!touched || draft.name.trim() === '' || draft.village === undefined}
      note={<SaveNote failure={save.failure} reloaded={reloaded} draft={kept.draft} onTakeNew={() => void takeNew()} />}
    >
      <AddressFormFields
        draft={draft}
        onChange={kept.change}
        communeId={manyCommunes ? file.communeId : undefined}
        similar={
          IDENTIFYING.some((field) => draft[field] !== start[field]) ? (
            <SimilarNotice person={draft} exceptId={file.id} onTwoPeople={twoPeople} />
          ) : null
        }
      />
    </KeptDrawer>
  )
}

/** Whoever changes one of these may be making somebody who is on file already. */
const IDENTIFYING = ['name', 'birthDay', 'idNumber', 'phone', 'village'] as const

interface SaveNoteProps {
  failure: ShownFailure | undefined
  reloaded: boolean
  draft: Draft
  onTakeNew: () => void
}

function SaveNote({ failure, reloaded, draft, onTakeNew }: SaveNoteProps) {
  const { t } = useTranslation('addresses')
  if (failure !== undefined) {
    return (
      <>
        <FailureNotice failure={failure} />
        {failure.code === 'common.changedElsewhere' ? (
          <Button size="compact-xs" variant="default" mt="xs" onClick={onTakeNew}>
            {t('actions.reload')}
          </Button>
        ) : null}
      </>
    )
  }
  if (reloaded) return <span role="status">{t('file.keptTyped')}</span>
  return <DraftState draft={draft} />
}

function draftOf({ fields, villageName }: AddressFile): AddressDraft {
  const { villageId, ...rest } = fields
  return { ...rest, village: villageId === null ? undefined : { id: villageId, label: villageName ?? '' } }
}

function fieldsOf({ village, ...fields }: AddressDraft): AddressFields {
  return addressFieldsSchema.parse({ ...fields, villageId: village?.id })
}
