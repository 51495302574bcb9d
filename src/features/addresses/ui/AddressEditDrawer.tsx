import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { DraftNotice } from '../../desk/ui/DraftNotice.tsx'
import { useDraft } from '../../desk/ui/useDraft.ts'
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
  const [base, setBase] = useState(file)
  const [changes, setChanges] = useState<Partial<AddressDraft>>({})
  const untouched = Object.keys(changes).length === 0
  // Nothing typed: the form follows the file, so that it never starts from an old version.
  if (untouched && base !== file) setBase(file)
  const draft: AddressDraft = { ...draftOf(base), ...changes }
  const kept = useDraft({
    form: `addresses.edit:${file.id}`,
    active: opened,
    values: changes,
    blank: NOTHING_TYPED,
    onUse: setChanges,
  })
  const [reloaded, setReloaded] = useState(false)
  const refresh = useRefreshAfterWrite()
  const close = () => {
    setReloaded(false)
    onClose()
  }
  const save = useSave(file.id, async () => {
    await refresh()
    kept.written()
    setChanges({})
    close()
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
    <RecordDrawer
      opened={opened}
      title={t('file.edit')}
      verb={t('actions.save')}
      size="lg"
      onSubmit={() => save.mutate({ version: base.version, draft })}
      onClose={close}
      saving={save.isPending}
      disabled={untouched || draft.name.trim() === '' || draft.village === undefined}
      note={<SaveNote error={save.error} untouched={untouched} reloaded={reloaded} onTakeNew={() => void takeNew()} />}
    >
      <DraftNotice draft={kept} />
      <AddressFormFields
        draft={draft}
        onChange={(patch) => setChanges((before) => ({ ...before, ...patch }))}
        communeId={manyCommunes ? file.communeId : undefined}
      />
      {IDENTIFYING.some((field) => changes[field] !== undefined) ? (
        <SimilarNotice person={draft} exceptId={file.id} onTwoPeople={twoPeople} />
      ) : null}
    </RecordDrawer>
  )
}

const NOTHING_TYPED: Partial<AddressDraft> = {}

/** Whoever changes one of these may be making somebody who is on file already. */
const IDENTIFYING = ['name', 'birthDay', 'idNumber', 'phone', 'village'] as const

function useSave(id: string, onSaved: () => Promise<void>) {
  const api = useAddressApi()
  return useMutation({
    mutationFn: ({ version, draft }: { version: number; draft: AddressDraft }) =>
      api.update.call({ id, version, fields: fieldsOf(draft) }),
    onSuccess: onSaved,
  })
}

interface SaveNoteProps {
  error: Error | null
  untouched: boolean
  reloaded: boolean
  onTakeNew: () => void
}

function SaveNote({ error, untouched, reloaded, onTakeNew }: SaveNoteProps) {
  const { t } = useTranslation('addresses')
  if (error) {
    const failure = failureOf(error)
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
  return untouched ? null : <span>{t('file.unsaved')}</span>
}

function draftOf({ fields, villageName }: AddressFile): AddressDraft {
  const { villageId, ...rest } = fields
  return { ...rest, village: villageId === null ? undefined : { id: villageId, label: villageName ?? '' } }
}

function fieldsOf({ village, ...fields }: AddressDraft): AddressFields {
  return addressFieldsSchema.parse({ ...fields, villageId: village?.id })
}
