import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { currentLanguage } from '../../../base/ui/i18n.ts'
import { type PickerOption, SearchPicker } from '../../../base/ui/SearchPicker.tsx'
import type { accountContract } from '../common/contract.ts'
import { DoorPage } from './DoorPage.tsx'
import { FirstRunLanguage } from './FirstRunLanguage.tsx'
import { isComplete, NewUnitForm, type NewUnitInput, noUnit, readNewUnit } from './NewUnitForm.tsx'
import { RecoveryCodeSheet } from './RecoveryCodeSheet.tsx'
import type { Started } from './UnlockPage.tsx'

type Contract = { accounts: typeof accountContract }

interface CreateOfficeFormProps {
  kind: 'branch' | 'province' | 'central' | 'partner'
  onEntered: (started: Started) => void
  onBack: () => void
}

/** Makes the office of a unit with its first user; ends with the recovery code, shown once. */
export function CreateOfficeForm({ kind, onEntered, onBack }: CreateOfficeFormProps) {
  const { t, i18n } = useTranslation('accounts')
  const api = useApi<Contract>()
  const client = useClient<Contract>()
  const [unit, setUnit] = useState<PickerOption>()
  const [added, setAdded] = useState<NewUnitInput>()
  const [userName, setUserName] = useState('')
  const [typed, setTyped] = useState<string>()
  const suggestion = useQuery(api.accounts.suggestPassphrase.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const passphrase = typed ?? suggestion.data?.passphrase ?? ''
  const create = useMutation(api.accounts.createOffice.mutationOptions())
  if (create.data !== undefined) {
    const { recoveryCode, ...started } = create.data
    return (
      <DoorPage title={t('recoveryCode.title')}>
        <RecoveryCodeSheet code={recoveryCode} signedIn={started.signedIn} onDone={() => onEntered(started)} />
      </DoorPage>
    )
  }
  const findUnits = async (search: string) => {
    const { units } = await client.accounts.listUnits({ kind, search })
    return units.map((found) => ({ id: found.code, label: found.name, detail: found.place }))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const office = { kind, userName, passphrase, language: currentLanguage(i18n) }
    if (added !== undefined) create.mutate({ ...office, ...readNewUnit(added) })
    else if (unit !== undefined) create.mutate({ ...office, unitCode: unit.id })
  }
  return (
    <DoorPage title={t(`firstRun.${kind}.title`)} intro={t(`firstRun.${kind}.hint`)} aside={<FirstRunLanguage />}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {added === undefined ? (
            <SearchPicker
              autoFocus
              label={t(`firstRun.${kind}.unit`)}
              search={findUnits}
              value={unit}
              onChange={setUnit}
            />
          ) : (
            <NewUnitForm kind={kind} unit={added} onChange={setAdded} />
          )}
          {kind === 'branch' || kind === 'province' ? (
            <Checkbox
              label={t('firstRun.newUnit.offer')}
              checked={added !== undefined}
              onChange={(event) => setAdded(event.currentTarget.checked ? noUnit(kind) : undefined)}
            />
          ) : null}
          <TextInput
            label={t('fields.yourName')}
            value={userName}
            onChange={(event) => setUserName(event.currentTarget.value)}
          />
          <TextInput
            label={t('fields.passphrase')}
            description={t('fields.newPassphraseHint')}
            autoComplete="off"
            value={passphrase}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {create.error === null ? null : <FailureNotice failure={failureOf(create.error)} />}
          <Group>
            <Button
              type="submit"
              loading={create.isPending}
              disabled={!isChosen(unit, added) || userName.trim() === '' || passphrase === ''}
            >
              {t('firstRun.create')}
            </Button>
            <Button variant="subtle" onClick={onBack}>
              {t('door.back')}
            </Button>
          </Group>
        </Stack>
      </form>
    </DoorPage>
  )
}

function isChosen(unit: PickerOption | undefined, added: NewUnitInput | undefined): boolean {
  return added === undefined ? unit !== undefined : isComplete(added)
}
